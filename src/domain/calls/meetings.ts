import type { Handoff, Meeting } from '../handoff/handoff.ts'
import { addClockTime, hours, localDate } from '../time/calendar.ts'

/** A meeting that the owner held with the prospect is their meaningful touch as well. */
export const countsAsTouch = ({ result, ae, prospect }: Meeting): boolean =>
  result === 'held' && ae && prospect

/** How long after the intro call somebody may still be about to log it, in hours of the owner's work. */
const INTRO_LOGGED_WITHIN = hours(2)

/** When the planned intro call is; nothing when none was planned. A call that was live is as old as the handoff. */
export function introAt({
  brief: { intro },
  createdAt,
}: Pick<Handoff, 'brief' | 'createdAt'>): Date | undefined {
  if (intro.mode === 'live_now') return createdAt
  return intro.mode === 'scheduled' ? intro.at : undefined
}

export const loggedIntro = ({ meetings }: Handoff): Meeting | undefined =>
  meetings.find(({ isIntro }) => isIntro)

/** A call that began earlier than this before its time was another one, unless all three were on it. */
const EARLY = hours(2)

/** Whether a call is the intro call that was planned: about when it was planned, or with everybody on it. */
export function isPlannedIntro(
  handoff: Handoff,
  call: Pick<Meeting, 'at' | 'sdr' | 'ae' | 'prospect'>,
): boolean {
  const planned = introAt(handoff)
  if (!planned || loggedIntro(handoff)) return false
  const { zone } = handoff.offer.calendar
  const isOnTime = call.at.getTime() >= planned.getTime() - EARLY
  const isSameDay = localDate(call.at, zone) === localDate(planned, zone)
  return isOnTime || isSameDay || (call.sdr && call.ae && call.prospect)
}

/** Whether there is a call that may still get another time: the planned one until it was held, or a first one. */
export function mayMove(handoff: Handoff): boolean {
  if (introAt(handoff)) return loggedIntro(handoff)?.result !== 'held'
  return firstMeeting(handoff) === undefined
}

/** From when on a planned intro call that nobody logged needs somebody. */
export function introDue(handoff: Handoff): Date | undefined {
  const planned = introAt(handoff)
  if (!planned || loggedIntro(handoff)) return undefined
  return addClockTime(handoff.offer.calendar, 'working_hours', planned, INTRO_LOGGED_WITHIN)
}

/** The intro call if one was planned and held, else the earliest meeting that was held. */
export function firstMeeting(handoff: Handoff): Meeting | undefined {
  const held = heldInOrder(handoff)
  return held.find(({ isIntro }) => isIntro) ?? held[0]
}

/** The next one held on a later day where the owner works; it is derived, so nobody is asked twice. */
export function secondMeeting(handoff: Handoff): Meeting | undefined {
  const first = firstMeeting(handoff)
  if (!first) return undefined
  const { zone } = handoff.offer.calendar
  const day = localDate(first.at, zone)
  return heldInOrder(handoff).find(({ at }) => localDate(at, zone) > day)
}

/** An intro call with SDR, AE and prospect on it. */
export function isWarmTransfer(handoff: Handoff): boolean {
  const intro = loggedIntro(handoff)
  return intro !== undefined && countsAsTouch(intro) && intro.sdr
}

const heldInOrder = ({ meetings }: Handoff): Meeting[] =>
  meetings.filter(({ result }) => result === 'held').sort((a, b) => a.at.getTime() - b.at.getTime())
