import { describe, expect, it } from 'vitest'
import { accept } from '../../src/domain/answering/accept.ts'
import { logCall } from '../../src/domain/calls/log_call.ts'
import { correct } from '../../src/domain/outcomes/correct.ts'
import { giveFeedback } from '../../src/domain/outcomes/feedback.ts'
import { end, qualify } from '../../src/domain/outcomes/outcome.ts'
import { pullIn, pullInDone } from '../../src/domain/owning/pull_in.ts'
import { historyOf } from '../../src/store/handoff/history.ts'
import { loadHandoff } from '../../src/store/handoff/load.ts'
import { onBothDatabases } from '../support/databases.ts'
import { allowed, aPlace, commitChange, EVA, later, MIA, MINUTE, SAM, sent } from '../support/leads.ts'

const CALL = {
  result: 'held' as const,
  at: later(10 * MINUTE),
  sdr: true,
  ae: true,
  prospect: true,
  words: 'They want an offer',
  nextStep: 'Send an offer',
  nextStepDate: '2026-12-01',
}

const FEEDBACK = { words: 'The budget was right', rating: 5 }

onBothDatabases((database) => {
  describe('what an owner says of a lead', () => {
    it('comes back as it was said, step by step, and history has every word', async () => {
      const { db } = database
      const place = await aPlace(db)
      let handoff = await sent(place, {
        brief: { ...(await briefOf(place)), intro: { mode: 'scheduled', at: later(5 * MINUTE) } },
      })
      const steps = [
        (now: Date) => accept(handoff, EVA, now),
        (now: Date) => logCall(handoff, SAM, { ...CALL, result: 'moved', at: later(90 * MINUTE) }, now),
        (now: Date) => logCall(handoff, EVA, CALL, now),
        (now: Date) =>
          logCall(handoff, EVA, { ...CALL, result: 'no_show', prospect: false, at: later(12 * MINUTE) }, now),
        (now: Date) => pullIn(handoff, EVA, { reason: 'gone_quiet', words: 'Ring Dana' }, now),
        (now: Date) => pullInDone(handoff, SAM, now),
        (now: Date) => qualify(handoff, EVA, FEEDBACK, now),
        (now: Date) => giveFeedback(handoff, EVA, { words: 'Thin on authority', rating: 3 }, now),
        (now: Date) => end(handoff, EVA, { outcome: 'lost', code: 'price', ...FEEDBACK }, now),
        (now: Date) => correct(handoff, MIA, 'It was another lead', now),
      ]
      for (const [place, step] of steps.entries()) {
        const change = allowed(step(later((20 + place) * MINUTE)))
        await commitChange(db, change)
        handoff = change.handoff
        expect(await loadHandoff(db, handoff.id)).toEqual(handoff)
      }
      expect(handoff.stage.status).toBe('qualified')
      const said = (await historyOf(db, handoff.id)).map(({ action, words }) => [action, words])
      expect(said).toEqual([
        ['sent', undefined],
        ['accepted', undefined],
        ['called', 'They want an offer'],
        ['called', 'They want an offer'],
        ['called', 'They want an offer'],
        ['pulled_in', 'Ring Dana'],
        ['pull_in_done', undefined],
        ['qualified', 'The budget was right'],
        ['feedback_given', 'Thin on authority'],
        ['lost', 'The budget was right'],
        ['corrected', 'It was another lead'],
      ])
    })
  })
})

async function briefOf(place: Parameters<typeof sent>[0]) {
  return (await sent(place)).brief
}
