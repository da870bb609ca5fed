import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Handoff, STATUSES, type Status, stageOf } from '../../src/domain/handoff.ts'
import {
  accept,
  addInformation,
  answer,
  ask,
  type Change,
  type Decision,
  decline,
  isRefusal,
  recycle,
  reoffer,
  send,
  undo,
  withdraw,
} from '../../src/domain/lifecycle.ts'
import {
  ADA,
  aBrief,
  aCalendar,
  aProspect,
  aTeam,
  EVA,
  later,
  MIA,
  minutes,
  NADIA,
  OFFERED_AT,
  OMAR,
  SAM,
  someRules,
} from '../support/builders.ts'

/** One thing that somebody tries, some minutes after whatever was tried before. */
type Try = { does: keyof typeof doing; by: string; ae: string; wait: number }

const doing = {
  accept: (handoff: Handoff, { by }: Try, now: Date) => accept(handoff, by, now),
  decline: (handoff: Handoff, { by }: Try, now: Date) => decline(handoff, by, { code: 'no_budget' }, now),
  ask: (handoff: Handoff, { by }: Try, now: Date) => ask(handoff, by, 'Who signs?', now),
  answer: (handoff: Handoff, { by }: Try, now: Date) => answer(handoff, by, 'Dana does.', now),
  addInformation: (handoff: Handoff, { by }: Try, now: Date) => addInformation(handoff, by, 'News.', now),
  withdraw: (handoff: Handoff, { by }: Try, now: Date) => withdraw(handoff, by, now),
  recycle: (handoff: Handoff, { by }: Try, now: Date) => recycle(handoff, by, '2027-01-19', now),
  undo: (handoff: Handoff, { by }: Try, now: Date) => undo(handoff, by, now),
  reoffer: (handoff: Handoff, { by, ae }: Try, now: Date) =>
    reoffer(handoff, by, { ae, calendar: aCalendar(), unchecked: false }, now),
} satisfies Record<string, (handoff: Handoff, what: Try, now: Date) => Decision>

/** Instead of a name: whoever acted last. */
const THE_SAME = 'the same'
const soon = fc.integer({ min: 0, max: 12 })
/** Most of what people try makes sense where it is tried, so that a run goes somewhere; the rest is anything. */
const aTry: fc.Arbitrary<Try> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant<Try['does']>('undo'),
      by: fc.constant(THE_SAME),
      ae: fc.constant(OMAR),
      wait: soon,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom<Try['does'][]>(...(Object.keys(doing) as Try['does'][])),
      by: fc.constantFrom(SAM, EVA, MIA, MIA),
      ae: fc.constantFrom(EVA, OMAR),
      wait: soon,
    }),
  },
  fc.record({
    does: fc.constantFrom<Try['does'][]>(...(Object.keys(doing) as Try['does'][])),
    by: fc.constantFrom(SAM, EVA, OMAR, MIA, NADIA, ADA),
    ae: fc.constantFrom(EVA, OMAR),
    wait: fc.integer({ min: 0, max: 5000 }),
  }),
)

const sent = (managers: string[], clock: 'working_days' | 'wall_clock' | 'working_hours'): Change =>
  send(
    {
      id: 'h-1',
      workspace: 'T0WORK',
      ref: 42,
      team: aTeam({ managers }),
      sdr: SAM,
      prospect: aProspect(),
      brief: aBrief(),
      rulesId: 'rules-1',
      rules: someRules({ clock }),
      ae: EVA,
      calendar: aCalendar(),
      sdrCalendar: aCalendar({ zone: 'America/New_York' }),
      aeUnchecked: false,
      sdrUnchecked: false,
    },
    OFFERED_AT,
  )

/** Writing to anything inside it throws from now on. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) frozen(inner)
  return value
}

function expectToMakeSense({ stage, offer, declines, lastAnswer }: Handoff): void {
  const open = offer.questions.filter(({ reply }) => !reply)
  const kind = offer.answer?.kind
  expect(STATUSES).toContain(stage.status)
  const allowed: Record<Status, boolean> = {
    offered: kind === undefined && open.length === 0,
    info_needed: kind === undefined && open.length === 1 && open[0] === offer.questions.at(-1),
    accepted: kind === 'accepted',
    declined: kind === 'declined' && offer.answer?.kind === 'declined' && offer.answer.code === 'no_budget',
    withdrawn: kind === 'taken_away' || kind === 'declined',
    recycled: kind === 'taken_away' || kind === 'declined',
  }
  expect(allowed[stage.status]).toBe(true)
  if (stage.status === 'declined') expect(declines[offer.ae]).toEqual(stage.at)
  if (stage.status === 'accepted') expect(stage.owner).toBe(offer.ae)
  if (stage.status === 'accepted') expect(offer.touchDue).toBeDefined()
  if (stage.status === 'offered') expect([offer.acceptDue, offer.touchDue]).not.toContain(undefined)
  for (const due of [offer.acceptDue, offer.touchDue])
    if (due) expect(due.getTime()).toBeGreaterThanOrEqual(offer.offeredAt.getTime())
  // Only an answer can be taken back, and it can only be the one that the lead stands at.
  if (lastAnswer) expect(lastAnswer.action).toBe(stage.status)
  // What is kept in the database is enough to say where the lead stands.
  const closed = 'until' in stage ? stage : stage.status === 'withdrawn' ? stage : undefined
  expect(stageOf(stage.status, offer, closed)).toEqual(stage)
}

it('whatever people try, a lead stands somewhere that makes sense, and its history tells how it came there', () => {
  const managers = fc.constantFrom<string[][]>([MIA], [])
  const clock = fc.constantFrom('working_days', 'wall_clock', 'working_hours')
  const tries = fc.array(aTry, { minLength: 1, maxLength: 25, size: 'max' })
  const reached = new Set<string>()
  fc.assert(
    fc.property(managers, clock, tries, (who, kind, all) => {
      const first = sent(who, kind)
      let handoff = frozen(first.handoff)
      let before = first.happened
      let now = handoff.createdAt
      expectToMakeSense(handoff)
      for (const what of all) {
        now = later(now, minutes(what.wait))
        const by = what.by === THE_SAME ? before.by : what.by
        const decision = doing[what.does](handoff, { ...what, by }, now)
        if (isRefusal(decision)) {
          // It is the same lead, untouched; whoever tried hears why.
          expect(decision.handoff).toBe(handoff)
          continue
        }
        const { happened, tell } = decision
        expect(decision.handoff.version).toBe(handoff.version + 1)
        expect(happened).toMatchObject({
          version: handoff.version + 1,
          at: now,
          by,
          from: before.to,
          to: decision.handoff.stage.status,
          offer: decision.handoff.offer.seq,
          ae: decision.handoff.offer.ae,
        })
        expect(tell).toContainEqual({ kind: 'state', what: 'card' })
        handoff = frozen(decision.handoff)
        before = happened
        expectToMakeSense(handoff)
        reached.add(`${happened.action}: ${happened.from} -> ${happened.to}`)
      }
    }),
    { numRuns: 400, seed: 42 },
  )
  // The tries above are worth something only when they come everywhere.
  expect([...reached].sort()).toEqual([
    'accepted: info_needed -> accepted',
    'accepted: offered -> accepted',
    'answered: info_needed -> offered',
    'asked: offered -> info_needed',
    'declined: info_needed -> declined',
    'declined: offered -> declined',
    'information_added: declined -> declined',
    'recycled: declined -> recycled',
    'recycled: info_needed -> recycled',
    'recycled: offered -> recycled',
    'reoffered: declined -> offered',
    'undone: accepted -> info_needed',
    'undone: accepted -> offered',
    'undone: declined -> info_needed',
    'undone: declined -> offered',
    'undone: recycled -> declined',
    'undone: recycled -> info_needed',
    'undone: recycled -> offered',
    'undone: withdrawn -> declined',
    'undone: withdrawn -> info_needed',
    'undone: withdrawn -> offered',
    'withdrawn: declined -> withdrawn',
    'withdrawn: info_needed -> withdrawn',
    'withdrawn: offered -> withdrawn',
  ])
})
