import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { actions, bold, button, code, type Line, type Message, message, moment } from '../slack/blocks.ts'

/** What is told around a planned call with the prospect. */

/** A quarter of an hour before it, to each rep who is to be there. */
export function beforeCallMessage(handoff: Handoff, at: Date): Message {
  const { brief, prospect, id, rules } = handoff
  const open = rules.framework.criteria.filter(({ key }) =>
    brief.answers.some((answer) => answer.key === key && answer.state !== 'confirmed'),
  )
  const line = (label: string, words: string | undefined): Line[] =>
    words ? [[bold(`${label}: `), clip(words, 400)]] : []
  return message(
    [
      [
        code(refOf(handoff)),
        ` ${clip(prospect.company, 80)}: the intro call with ${clip(prospect.contact, 80)} is at `,
        moment(at),
        '.',
      ],
      ...line('What was promised', brief.promised),
      ...line('What to avoid', brief.avoid),
      ...line('To double-check', open.map(({ name }) => name).join(', ')),
    ],
    actions('call', [button('Can’t make it', 'cannot_make_call', id), button('Log call', 'log_call', id)]),
  )
}

/** After it, one question. */
export function afterCallMessage(handoff: Handoff, at: Date): Message {
  return message(
    [
      [
        code(refOf(handoff)),
        ` ${clip(handoff.prospect.company, 80)}: who was on the intro call of `,
        moment(at),
        '? Logging it takes half a minute.',
      ],
    ],
    actions('call', [button('Log call', 'log_call', handoff.id, { style: 'primary' })]),
  )
}
