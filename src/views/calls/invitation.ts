import type { Handoff } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { type Line, type Message, message, moment, person } from '../slack/blocks.ts'

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
