import type { ModalView } from '@slack/types'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { actions, button, type Message, message, modal, option, rich } from '../slack/blocks.ts'
import { ticked, typed } from '../slack/inputs.ts'

/** Step 1 of erasing: what was found, to be ticked by somebody who knows whose it is. */
export function eraseForm(found: readonly Handoff[], hasMore: boolean): ModalView {
  return modal({
    form: 'erase',
    title: 'Erase a prospect',
    submit: 'Next',
    blocks: [
      ticked(
        { name: 'handoffs', label: 'Belongs to this person' },
        found.map((handoff) =>
          option(
            clip(`${refOf(handoff)} ${handoff.prospect.company} · ${handoff.prospect.contact}`, 75),
            handoff.id,
          ),
        ),
        [],
      ),
      ...(hasMore ? rich([['There are more; erase these, and then the same text finds the others.']]) : []),
    ],
  })
}

/** After it: what is done, and what still happens. */
export function erased(count: number): ModalView {
  const what = count === 1 ? 'The words of one handoff are' : `The words of ${count} handoffs are`
  return modal({
    form: 'erased',
    title: 'Erased',
    close: 'Close',
    blocks: rich([[`${what} erased from the database. The messages in Slack follow within minutes.`]]),
  })
}

/** Step 2: what happens, and a word to type, because nothing brings it back. */
export function confirmErasure(found: readonly Handoff[]): ModalView {
  const ids = found.map(({ id }) => id).join(',')
  return modal({
    form: 'erase_confirmed',
    title: 'Erase for good',
    submit: 'Erase',
    about: ids,
    blocks: [
      ...rich([
        [
          `${found.map(refOf).join(', ')}: names, addresses and everything that people typed are blanked, in the database and in the messages that Handoff posted. Counts, codes and times stay.`,
        ],
        [
          'Files that were sent before, daily lists that name the company, and what people wrote themselves in Slack are not touched.',
        ],
      ]),
      actions('erase', [button('Export first', 'export_chosen', ids)]),
      typed({ name: 'confirm', label: 'Type ERASE' }, {}, 10),
    ],
  })
}

/** In the place of a message whose words were erased. */
export const redacted: Message = message([['The words of this message were erased.']])
