import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { introAt } from './meetings.ts'

/** One of the reps cannot come to the intro call; the other has to know, and it is counted who it was. */
export function cannotMakeCall(handoff: Handoff, by: UserId, now: Date): Decision {
  const refusal = refusalOf('call_declined', handoff, by, now)
  if (refusal) return refusal
  const call = introAt(handoff)
  const code = by === handoff.sdr ? 'sdr' : 'ae'
  const said = `${code} ${call?.toISOString()}`
  // Said once for each call, however often somebody clicks.
  if (!call || call <= now || handoff.cannotMake?.includes(said)) return { refused: 'nothing_asked', handoff }
  const cannotMake = [...(handoff.cannotMake ?? []), said]
  const after = { ...handoff, version: handoff.version + 1, cannotMake }
  const happened = line(after, { action: 'call_declined', by, at: now, code, from: handoff.stage.status })
  return { handoff: after, happened, tell: [{ kind: 'event', what: 'thread', version: after.version }] }
}
