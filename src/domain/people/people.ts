import type { Calendar } from '../time/calendar.ts'

/** A Slack user id, `U…` or `W…`. */
export type UserId = string

export const HANDOVER_FORMS = ['call', 'dm', 'thread', 'voice_note'] as const

export type HandoverForm = (typeof HANDOVER_FORMS)[number]

/** What Slack says of a person, and what they prefer. `kind` decides whether they may take part at all. */
export type Person = {
  id: UserId
  name: string
  kind: 'member' | 'guest' | 'external' | 'bot' | 'deactivated'
  zone: string
  seenAt: Date
  wantsDms: boolean
  /** An owner or admin of the Slack workspace. */
  isAdmin: boolean
  /** How they like to take a lead over, once they said. */
  handoverForm?: HandoverForm | undefined
  /** Takes no turns in the rotation. */
  sitsOut?: boolean | undefined
  holidayList?: string | undefined
  calendar: Calendar
}
