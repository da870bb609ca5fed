import { type Decision, line } from './decision.ts'
import type { Handoff, HandoverForm } from './handoff.ts'
import { introAt } from './meetings.ts'
import type { UserId } from './people.ts'
import { refusalOf } from './permissions.ts'

/** What passes between an SDR and an AE beside the written brief. */

/** They talked, in whatever form: the brief says so, and it is counted. */
export function handOverVerbally(
  handoff: Handoff,
  by: UserId,
  { form, words }: { form: HandoverForm; words: string | undefined },
  now: Date,
): Decision {
  const refusal = refusalOf('handed_over', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, verbal: { by, at: now, form } }
  const happened = line(after, {
    action: 'handed_over',
    by,
    at: now,
    code: form,
    words,
    from: handoff.stage.status,
  })
  return { handoff: after, happened, tell: [{ kind: 'state', what: 'brief' }] }
}

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
