import type { Handoff } from '../domain/handoff.ts'
import { refOf } from '../domain/handoff.ts'
import { clip } from '../domain/text.ts'
import { actions, bold, button, code, type Line, type Message, message, moment, person } from './blocks.ts'

/** What is told around a planned call with the prospect. */

/** A quarter of an hour before it, to each rep who is to be there. */
export function beforeCall(handoff: Handoff, at: Date): Message {
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
export function afterCall(handoff: Handoff, at: Date): Message {
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

/** In the thread once a call is planned: when it is, and how it gets into a calendar. */
export function invitation(handoff: Handoff, at: Date): Message {
  const { sdr, offer, brief } = handoff
  const { google, outlook } = calendarLinks(handoff, at)
  const who: Line = brief.sdrJoins ? [person(offer.ae), ' and ', person(sdr)] : [person(offer.ae)]
  return message([
    ['Intro call ', moment(at), ', for ', ...who, '.'],
    [
      'Add it to ',
      { link: google, shown: 'Google Calendar' },
      ' or ',
      { link: outlook, shown: 'Outlook' },
      '.',
    ],
  ])
}

export const CALL_MINUTES = 30

/** What a calendar entry is called and says; the people it is for see the rest in the thread. */
function entryOf({ prospect, ref }: Handoff): { title: string; details: string } {
  return {
    title: `Intro call: ${clip(prospect.company, 80)}`,
    details: `With ${clip(prospect.contact, 80)}. Handoff H-${ref} in Slack has the brief.`,
  }
}

function calendarLinks(handoff: Handoff, at: Date): { google: string; outlook: string } {
  const { title, details } = entryOf(handoff)
  const end = new Date(at.getTime() + CALL_MINUTES * 60_000)
  const compact = (moment: Date) => moment.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(at)}/${compact(end)}`,
    details,
  })
  const outlook = new URLSearchParams({
    subject: title,
    startdt: at.toISOString(),
    enddt: end.toISOString(),
    body: details,
  })
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook}`,
  }
}
