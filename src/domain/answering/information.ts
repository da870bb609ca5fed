import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** New words in the brief; the card and the brief are edited, nobody is pinged. */
export function addInformation(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('information_added', handoff, by, now)
  if (refusal) return refusal
  const additions = [...handoff.brief.additions, { by, at: now, words }]
  const after: Handoff = {
    ...handoff,
    version: handoff.version + 1,
    brief: { ...handoff.brief, additions },
  }
  const happened = line(after, {
    action: 'information_added',
    by,
    at: now,
    words,
    from: handoff.stage.status,
  })
  return {
    handoff: after,
    happened,
    tell: [
      { kind: 'state', what: 'card' },
      { kind: 'state', what: 'brief' },
    ],
  }
}
