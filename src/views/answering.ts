import type { ModalView } from '@slack/types'
import { LONGEST } from '../domain/fields.ts'
import { type Handoff, refOf } from '../domain/handoff/handoff.ts'
import { aboutLead } from './handoff/form.ts'
import { modal, option, person, rich } from './slack/blocks.ts'
import { chosen, dated, picked, typed } from './slack/inputs.ts'

/** The small forms behind the buttons of a card; each carries only the handoff's id. */
export function declineForm(handoff: Handoff): ModalView {
  const reasons = handoff.rules.declineCodes.map(({ code, label }) => option(label, code))
  return modal({
    form: 'decline',
    title: `Decline ${refOf(handoff)}`,
    submit: 'Decline',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      chosen({ name: 'code', label: 'Reason' }, {}, reasons, 'Why is this not yours?'),
      typed(
        {
          name: 'comment',
          label: 'Comment',
          hint: 'What should the SDR know next time? Needed when the reason is Other.',
          optional: true,
        },
        {},
        LONGEST.note,
        'several',
      ),
    ],
  })
}

export function askForm(handoff: Handoff): ModalView {
  return modal({
    form: 'need_info',
    title: `Ask about ${refOf(handoff)}`,
    submit: 'Ask',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      typed({ name: 'question', label: 'Question' }, {}, LONGEST.note, 'several'),
    ],
  })
}

export function answerForm(handoff: Handoff): ModalView {
  const { stage } = handoff
  const asked = stage.status === 'info_needed' ? stage.question : undefined
  return modal({
    form: 'answer',
    title: `Answer on ${refOf(handoff)}`,
    submit: 'Answer',
    about: handoff.id,
    blocks: [
      ...rich(asked ? [[person(asked.by), ' asks: ', asked.words]] : []),
      typed({ name: 'answer', label: 'Answer' }, {}, LONGEST.note, 'several'),
    ],
  })
}

export function reofferForm(handoff: Handoff): ModalView {
  return modal({
    form: 'reoffer',
    title: `Re-offer ${refOf(handoff)}`,
    submit: 'Re-offer',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      picked(
        { name: 'ae', label: 'Account executive', hint: 'Empty: the next in the rotation.', optional: true },
        {},
        'Next in the rotation',
      ),
    ],
  })
}

export function informationForm(handoff: Handoff): ModalView {
  return modal({
    form: 'add_information',
    title: `Add to ${refOf(handoff)}`,
    submit: 'Add information',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      typed(
        {
          name: 'information',
          label: 'What is new',
          hint: 'It is added to the brief, with your name and the time.',
        },
        {},
        LONGEST.note,
        'several',
      ),
    ],
  })
}

export function recycleForm(handoff: Handoff, until: string): ModalView {
  return modal({
    form: 'recycle',
    title: `Recycle ${refOf(handoff)}`,
    submit: 'Recycle',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      dated({ name: 'until', label: 'Until', hint: 'The lead is put aside until this day.' }, { until }),
    ],
  })
}

export function withdrawForm(handoff: Handoff): ModalView {
  return modal({
    form: 'withdraw',
    title: `Withdraw ${refOf(handoff)}`,
    submit: 'Withdraw',
    close: 'Keep it',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      ...rich([['It is closed and nobody needs to act on it. You can undo this for ten minutes.']]),
    ],
  })
}
