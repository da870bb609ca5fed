import { change } from '../../src/change.ts'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import { addInformation } from '../../src/domain/answering/information.ts'
import { answer, ask } from '../../src/domain/answering/need_info.ts'
import { recycle } from '../../src/domain/answering/recycle.ts'
import { reoffer } from '../../src/domain/answering/reoffer.ts'
import { withdraw } from '../../src/domain/answering/withdraw.ts'
import { cannotMakeCall } from '../../src/domain/calls/cannot_make_it.ts'
import { type Call, logCall } from '../../src/domain/calls/log_call.ts'
import type { Decision } from '../../src/domain/handoff/decision.ts'
import type { Handoff, TouchKind } from '../../src/domain/handoff/handoff.ts'
import { end, qualify } from '../../src/domain/outcomes/outcome.ts'
import { logTouch } from '../../src/domain/owning/log_touch.ts'
import { updateNextStep } from '../../src/domain/owning/next_step.ts'
import { pullIn, pullInDone } from '../../src/domain/owning/pull_in.ts'
import { reassign } from '../../src/domain/owning/reassign.ts'
import { addDays, hours, localDate } from '../../src/domain/time/calendar.ts'
import { nextWorkingMoment } from '../../src/domain/time/working_time.ts'
import { loadHandoff } from '../../src/store/handoff/load.ts'
import { type Ae, ANSWERS, FOLLOW_UPS, habits, NEWS, PRAISE, QUESTIONS } from './habits.ts'
import type { Fate, Team } from './team.ts'

const minutes = (n: number): number => n * 60_000

/** What becomes of one lead: each thing that happens plans what follows from it. */
type Life = { id: string; sdr: string; ae: Ae; fate: Fate; declinedBy?: Ae[] }

/** Puts something a person does into their working hours, so many hours from now. */
async function later(
  { bot, plans, until, person }: Team,
  who: string,
  within: number,
  does: () => Promise<void>,
): Promise<void> {
  const { calendar } = await person(who)
  const moment = nextWorkingMoment(calendar, new Date(bot.clock.now().getTime() + hours(within)))
  if (moment < until) plans.add(moment, does)
}

/** One act of one person. Whoever comes too late, because somebody else acted, lets it be. */
async function act(
  team: Team,
  { id }: Life,
  who: string,
  decide: (handoff: Handoff, by: string, now: Date) => Decision,
): Promise<boolean> {
  const by = (await team.person(who)).id
  const done = await change(team.bot, id, (handoff) => decide(handoff, by, team.bot.clock.now()))
  return done !== undefined && !('refused' in done)
}

export function live(team: Team, life: Life): void {
  const { draw } = team
  const { answersWithin, asks, declines } = habits[life.ae]
  if (life.fate === 'unanswered') return
  const within = draw.between(...answersWithin)
  const luck = draw.next() * 100
  const answered = (): Promise<void> => {
    if (life.fate === 'question') return asked(team, life)
    if (life.fate === 'declined') return declined(team, life)
    if (life.fate !== 'usual') return accepted(team, life)
    if (luck < asks) return asked(team, life)
    return luck < asks + declines ? declined(team, life) : accepted(team, life)
  }
  void later(team, life.ae, within, answered)
  // A manager does not wait for ever for somebody who is late.
  if (life.ae === 'tom' && life.fate === 'usual' && draw.next() < 0.6)
    void later(team, 'mia', 33, () => takenOver(team, life, 'no_answer'))
}

async function asked(team: Team, life: Life): Promise<void> {
  const { draw } = team
  const place = Math.floor(draw.between(0, QUESTIONS.length))
  const isAsked = await act(team, life, life.ae, (one, by, now) => ask(one, by, QUESTIONS[place] ?? '', now))
  if (!isAsked || life.fate === 'question') return
  await later(team, life.sdr, draw.between(1, 9), async () => {
    await act(team, life, life.sdr, (one, by, now) => answer(one, by, ANSWERS[place] ?? '', now))
    await later(team, life.ae, draw.between(0.5, 4), () =>
      draw.next() < 0.8 ? accepted(team, life) : declined(team, life),
    )
  })
}

async function declined(team: Team, life: Life): Promise<void> {
  const { draw } = team
  const reason = draw.of(habits[life.ae].reasons)
  const isDeclined = await act(team, life, life.ae, (one, by, now) => decline(one, by, reason, now))
  if (!isDeclined || life.fate === 'declined') return
  const luck = draw.next() * 100
  await later(team, life.sdr, draw.between(1, 8), async () => {
    if (luck < 20) await act(team, life, life.sdr, withdraw)
    else if (luck < 38)
      await act(team, life, life.sdr, (one, by, now) =>
        recycle(one, by, addDays(localDate(now, 'UTC'), 60), now),
      )
    else await offeredAgain(team, life, luck < 52)
  })
}

/** To somebody who has not declined it; when all have, to the first with something new. */
async function offeredAgain(team: Team, life: Life, withNews: boolean): Promise<void> {
  const declinedBy = [...(life.declinedBy ?? []), life.ae]
  const fresh = (['eva', 'omar', 'tom'] as const).find((one) => !declinedBy.includes(one))
  const to = fresh ?? 'eva'
  const ae = await team.person(to)
  if (withNews || !fresh)
    await act(team, life, life.sdr, (one, by, now) => addInformation(one, by, team.draw.of(NEWS), now))
  const isOffered = await act(team, life, life.sdr, (one, by, now) =>
    reoffer(one, by, { ae: ae.id, calendar: ae.calendar, unchecked: false }, now),
  )
  if (isOffered) live(team, { ...life, ae: to, declinedBy })
}

async function takenOver(team: Team, life: Life, code: string): Promise<void> {
  const eva = await team.person('eva')
  const now = await loadHandoff(team.bot.db, life.id)
  const waits =
    now?.stage.status === 'offered' || (now?.stage.status === 'accepted' && now.touches.length === 0)
  if (!waits) return
  const isTaken = await act(team, life, 'mia', (one, by, at) =>
    reassign(one, by, { ae: eva.id, calendar: eva.calendar, unchecked: false }, { code }, at),
  )
  if (isTaken) live(team, { ...life, ae: 'eva' })
}

async function accepted(team: Team, life: Life): Promise<void> {
  const { draw } = team
  const { templated, neverTouches, touchesWithin } = habits[life.ae]
  if (!(await act(team, life, life.ae, accept))) return
  const luck = draw.next() * 100
  const begins = draw.next() * 100 < templated || life.fate === 'untouched'
  if (begins) await later(team, life.ae, draw.between(1, 20), () => touched(team, life, 'templated_email'))
  if (life.fate === 'untouched') return
  if (life.fate === 'usual' && luck < neverTouches)
    return later(team, 'mia', 24 * 5, () => takenOver(team, life, 'no_capacity'))
  await called(team, life)
  await later(team, life.ae, draw.between(...touchesWithin), async () => {
    await touched(team, life, draw.weighted({ call_attempted: 60, reply_received: 25, meeting_booked: 15 }))
    if (life.fate === 'usual') await kept(team, life)
  })
}

async function touched(team: Team, life: Life, kind: TouchKind): Promise<void> {
  await act(team, life, life.ae, (one, by, now) => logTouch(one, by, { kind, happenedAt: now }, now))
}

/** The planned intro call, logged an hour later with whoever came; some AEs have other plans that day. */
async function called(team: Team, life: Life): Promise<void> {
  const { bot, draw } = team
  const { intro } = (await loadHandoff(bot.db, life.id))?.brief ?? {}
  const comes = draw.next() * 100 < habits[life.ae].joins
  const isMissed = draw.next() < 0.1
  const forgets = draw.next() * 100 < habits[life.ae].forgets
  if (intro?.mode !== 'scheduled') return
  const { at: when } = intro
  if (!comes)
    team.plans.add(new Date(when.getTime() - minutes(12)), async () => {
      await act(team, life, life.ae, cannotMakeCall)
    })
  if (forgets || when >= team.until) return
  team.plans.add(new Date(when.getTime() + minutes(60)), async () => {
    await logged(team, life, comes ? life.ae : life.sdr, {
      result: isMissed ? 'no_show' : 'held',
      at: when,
      sdr: true,
      ae: comes,
      prospect: !isMissed,
    })
  })
}

/** A lead in good hands: every few days a touch or a meeting and a next step that lies ahead, until it ends. */
async function kept(team: Team, life: Life, round = 1): Promise<void> {
  const { draw } = team
  await later(team, life.ae, draw.between(110, 200), async () => {
    const luck = draw.next() * 100
    const meets = draw.next() * 100 < 55
    if (round > 1 && luck > 84) return ended(team, life, luck)
    if (round > 1 && luck < 34) await qualified(team, life)
    if (meets && round < 4)
      await logged(team, life, life.ae, {
        result: 'held',
        sdr: false,
        ae: true,
        prospect: true,
        at: team.bot.clock.now(),
      })
    else {
      const nextStep = draw.of(FOLLOW_UPS)
      await act(team, life, life.ae, (one, by, now) =>
        updateNextStep(one, by, { nextStep, nextStepDate: addDays(localDate(now, 'UTC'), 13) }, now),
      )
      await touched(team, life, draw.weighted({ call_attempted: 40, reply_received: 40, meeting_booked: 20 }))
    }
    if (luck > 40 && luck < 46) await askedBackIn(team, life)
    await kept(team, life, round + 1)
  })
}

type Logged = Pick<Call, 'result' | 'at' | 'sdr' | 'ae' | 'prospect'>

async function logged(team: Team, life: Life, who: string, call: Logged): Promise<void> {
  const nextStep = team.draw.of(FOLLOW_UPS)
  await act(team, life, who, (one, by, now) =>
    logCall(
      one,
      by,
      { ...call, words: undefined, nextStep, nextStepDate: addDays(localDate(now, 'UTC'), 13) },
      now,
    ),
  )
}

async function qualified(team: Team, life: Life): Promise<void> {
  const feedback = { words: team.draw.of(PRAISE), rating: Math.round(team.draw.between(3, 5)) }
  await act(team, life, life.ae, (one, by, now) => qualify(one, by, feedback, now))
}

async function ended(team: Team, life: Life, luck: number): Promise<void> {
  const { draw } = team
  const ending =
    luck > 95
      ? { outcome: 'won' as const, code: undefined }
      : luck > 90
        ? { outcome: 'lost' as const, code: draw.of(['price', 'no_decision']) }
        : { outcome: 'disqualified' as const, code: draw.of(['no_authority', 'no_need']) }
  const feedback = { words: draw.of(PRAISE), rating: Math.round(draw.between(2, 5)) }
  await act(team, life, life.ae, (one, by, now) => end(one, by, { ...ending, ...feedback }, now))
}

async function askedBackIn(team: Team, life: Life): Promise<void> {
  const request = {
    reason: 'gone_quiet' as const,
    words: 'They do not answer me. Can you ring them once more?',
  }
  await act(team, life, life.ae, (one, by, now) => pullIn(one, by, request, now))
  await later(team, life.sdr, 6, async () => {
    await act(team, life, life.sdr, pullInDone)
  })
}
