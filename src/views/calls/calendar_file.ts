import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { CALL_MINUTES } from './invitation.ts'

/** Octets in a line of a calendar file, as RFC 5545 has it. */
const LONGEST_LINE = 75

/**
 * A planned call as a calendar file (RFC 5545). It is published, not an invitation, so nobody gets a mail from it. Its id
 * stays and its sequence grows when the call moves, so that importing it again moves the entry. It names the reference
 * only: a file that somebody saved cannot be erased later.
 */
export function calendarFile(handoff: Handoff, at: Date, moves: number, link: string | undefined): string {
  const end = new Date(at.getTime() + CALL_MINUTES * 60_000)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Handoff//Handoff//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${handoff.id}@handoff`,
    `SEQUENCE:${moves}`,
    `DTSTAMP:${stamp(handoff.createdAt)}`,
    `DTSTART:${stamp(at)}`,
    `DTEND:${stamp(end)}`,
    `SUMMARY:${escapedText(`Intro call, ${refOf(handoff)}`)}`,
    `DESCRIPTION:${escapedText('The brief is in the thread in Slack.')}`,
    ...(link ? [`URL:${link}`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '')

const escapedText = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\n/g, '\\n')

/** A longer line goes on in the next, after a space. Everything in it is ASCII, so characters are octets. */
function folded(line: string): string {
  const parts: string[] = [line.slice(0, LONGEST_LINE)]
  for (let from = LONGEST_LINE; from < line.length; from += LONGEST_LINE - 1)
    parts.push(line.slice(from, from + LONGEST_LINE - 1))
  return parts.join('\r\n ')
}
