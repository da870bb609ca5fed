import { describe, expect, it } from 'vitest'
import { accept } from '../../../src/domain/answering/accept.ts'
import { decline } from '../../../src/domain/answering/decline.ts'
import { addInformation } from '../../../src/domain/answering/information.ts'
import { answer, ask } from '../../../src/domain/answering/need_info.ts'
import { recycle } from '../../../src/domain/answering/recycle.ts'
import { reoffer } from '../../../src/domain/answering/reoffer.ts'
import { undo } from '../../../src/domain/answering/undo.ts'
import { withdraw } from '../../../src/domain/answering/withdraw.ts'
import { cannotMakeCall } from '../../../src/domain/calls/cannot_make_it.ts'
import { logCall } from '../../../src/domain/calls/log_call.ts'
import type { Decision } from '../../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../../src/domain/handoff/handoff.ts'
import type { Action } from '../../../src/domain/handoff/history.ts'
import type { GuardedAction } from '../../../src/domain/handoff/permissions.ts'
import type { Status } from '../../../src/domain/handoff/status.ts'
import { send } from '../../../src/domain/offering/send.ts'
import type { Notice } from '../../../src/domain/outbox/notices.ts'
import { correct } from '../../../src/domain/outcomes/correct.ts'
import { giveFeedback } from '../../../src/domain/outcomes/feedback.ts'
import { end, qualify } from '../../../src/domain/outcomes/outcome.ts'
import { logTouch } from '../../../src/domain/owning/log_touch.ts'
import { updateNextStep } from '../../../src/domain/owning/next_step.ts'
import { pullIn, pullInDone } from '../../../src/domain/owning/pull_in.ts'
import { reassign } from '../../../src/domain/owning/reassign.ts'
import { handOverVerbally } from '../../../src/domain/owning/verbal_handover.ts'
import { nudge } from '../../../src/domain/stuck/nudge.ts'
import { snooze } from '../../../src/domain/stuck/snooze.ts'
import {
  ADA,
  aBrief,
  aCalendar,
  aHandoff,
  aProspect,
  aTeam,
  at,
  changeOf,
  EVA,
  handoffAfter,
  handoffIn,
  later,
  local,
  MIA,
  minutes,
  NADIA,
  OMAR,
  refusalIn,
  SAM,
  someRules,
} from '../../support/builders.ts'

/** Friday, eighteen minutes after Sam offered the lead to Eva. */
const NOW = at('Fri 20 Nov 17:20')

const CARD: Notice = { kind: 'state', what: 'card' }

const BRIEF: Notice = { kind: 'state', what: 'brief' }

const AE_CARD: Notice = { kind: 'state', what: 'ae_card', offer: 1, to: EVA, urgent: false }

const thread = (version: number): Notice => ({ kind: 'event', what: 'thread', version })

/** After ten minutes the button to undo goes from both cards. */
const undoOver = (version: number): Notice[] => [
  { kind: 'reminder', what: 'undo_over', of: 'card', offer: 1, version },
  { kind: 'reminder', what: 'undo_over', of: 'ae_card', offer: 1, version },
]

const toOmar = (own: { unchecked?: boolean } = {}) => ({
  ae: OMAR,
  calendar: aCalendar({ zone: 'America/Los_Angeles' }),
  unchecked: false,
  ...own,
})

const toEva = () => ({ ae: EVA, calendar: aCalendar(), unchecked: false })

const FEEDBACK = { words: 'The budget was there.', rating: 4 }

const CALL = {
  ...{ result: 'held' as const, at: NOW, sdr: true, ae: true, prospect: true, words: undefined },
  ...{ nextStep: 'send the offer', nextStepDate: '2026-11-30' },
}

/** Each action as somebody would do it, with something harmless typed. */
const doing: Record<GuardedAction, (handoff: Handoff, by: string) => Decision> = {
  accepted: (handoff, by) => accept(handoff, by, NOW),
  declined: (handoff, by) => decline(handoff, by, { code: 'wrong_title' }, NOW),
  asked: (handoff, by) => ask(handoff, by, 'Who signs?', NOW),
  answered: (handoff, by) => answer(handoff, by, 'Dana does.', NOW),
  reoffered: (handoff, by) => reoffer(handoff, by, toOmar(), NOW),
  information_added: (handoff, by) => addInformation(handoff, by, 'The CIO agreed.', NOW),
  withdrawn: (handoff, by) => withdraw(handoff, by, NOW),
  recycled: (handoff, by) => recycle(handoff, by, '2027-01-19', NOW),
  touched: (handoff, by) => logTouch(handoff, by, { kind: 'call_attempted', happenedAt: NOW }, NOW),
  next_step_updated: (handoff, by) =>
    updateNextStep(handoff, by, { nextStep: 'call the CIO', nextStepDate: '2026-11-30' }, NOW),
  reassigned: (handoff, by) => reassign(handoff, by, toOmar(), { code: 'no_capacity' }, NOW),
  nudged: (handoff, by) => nudge(handoff, by, EVA, NOW),
  snoozed: (handoff, by) => snooze(handoff, by, 3, NOW),
  qualified: (handoff, by) => qualify(handoff, by, FEEDBACK, NOW),
  disqualified: (handoff, by) =>
    end(handoff, by, { ...FEEDBACK, outcome: 'disqualified', code: 'no_need' }, NOW),
  won: (handoff, by) => end(handoff, by, { ...FEEDBACK, outcome: 'won', code: undefined }, NOW),
  lost: (handoff, by) => end(handoff, by, { ...FEEDBACK, outcome: 'lost', code: 'price' }, NOW),
  corrected: (handoff, by) => correct(handoff, by, 'It was another lead.', NOW),
  feedback_given: (handoff, by) => giveFeedback(handoff, by, FEEDBACK, NOW),
  called: (handoff, by) => logCall(handoff, by, CALL, NOW),
  pulled_in: (handoff, by) => pullIn(handoff, by, { reason: 'gone_quiet', words: 'Call Dana.' }, NOW),
  handed_over: (handoff, by) => handOverVerbally(handoff, by, { form: 'call', words: undefined }, NOW),
  call_declined: (handoff, by) =>
    cannotMakeCall(
      { ...handoff, brief: { ...handoff.brief, intro: { mode: 'scheduled', at: later(NOW, 1) } } },
      by,
      NOW,
    ),
  touch_corrected: (handoff, by) =>
    logTouch(
      {
        ...handoff,
        touches: [{ version: 0, kind: 'call_attempted', happenedAt: NOW, loggedAt: NOW, by: EVA }],
      },
      by,
      { kind: 'personal_email', happenedAt: NOW, instead: 0 },
      NOW,
    ),
  pull_in_done: (handoff, by) =>
    pullInDone(
      { ...handoff, pullIn: { by: EVA, at: NOW, reason: 'gone_quiet', words: 'Call Dana.' } },
      by,
      NOW,
    ),
}

describe('sending', () => {
  const lead = {
    id: 'h-1',
    workspace: 'T0WORK',
    ref: 42,
    team: aTeam(),
    sdr: SAM,
    prospect: aProspect(),
    brief: aBrief(),
    rulesId: 'rules-1',
    rules: someRules(),
    ae: EVA,
    calendar: aCalendar(),
    sdrCalendar: aCalendar({ zone: 'America/New_York' }),
    aeUnchecked: false,
    sdrUnchecked: false,
  }

  it('puts the lead before the AE, due on the next working day, and keeps it as it was written', () => {
    const sentAt = at('Fri 20 Nov 17:02')
    expect(send(lead, sentAt).handoff).toEqual({
      id: 'h-1',
      workspace: 'T0WORK',
      ref: 42,
      version: 1,
      team: aTeam(),
      sdr: SAM,
      sdrCalendar: aCalendar({ zone: 'America/New_York' }),
      prospect: aProspect(),
      brief: aBrief(),
      rulesId: 'rules-1',
      rules: someRules(),
      createdAt: sentAt,
      declines: {},
      touches: [],
      meetings: [],
      absences: [],
      offer: {
        seq: 1,
        ae: EVA,
        offeredAt: sentAt,
        calendar: aCalendar(),
        questions: [],
        acceptDue: at('Mon 23 Nov 17:02'),
        touchDue: at('Tue 24 Nov 17:02'),
      },
      stage: { status: 'offered' },
    })
  })

  it('is the first line of the history', () => {
    expect(send(lead, NOW).happened).toEqual({
      version: 1,
      at: NOW,
      by: SAM,
      action: 'sent',
      offer: 1,
      ae: EVA,
      to: 'offered',
    })
  })

  it('posts the card, then its brief, then the AE hears of it', () => {
    expect(send(lead, NOW).tell).toEqual([CARD, BRIEF, AE_CARD])
  })

  it('reaches an AE whatever their preferences when the prospect is on the line', () => {
    const live = { ...lead, brief: aBrief({ intro: { mode: 'live_now' } }) }
    expect(send(live, NOW).tell).toContainEqual({ ...AE_CARD, urgent: true })
  })

  it('has the AE looked up later when Slack did not say in time who they are', () => {
    expect(send({ ...lead, aeUnchecked: true }, NOW).tell).toEqual([
      CARD,
      BRIEF,
      AE_CARD,
      { kind: 'reminder', what: 'check_ae', offer: 1, to: SAM },
    ])
  })

  it('has the SDR looked up later too; a manager hears if they may not hand off', () => {
    expect(send({ ...lead, sdrUnchecked: true }, NOW).tell).toContainEqual({
      kind: 'reminder',
      what: 'check_sdr',
      to: MIA,
    })
    const nobody = aTeam({ managers: [], admins: [] })
    expect(send({ ...lead, sdrUnchecked: true, team: nobody }, NOW).tell).toEqual([CARD, BRIEF, AE_CARD])
  })

  it('counts the deadlines by the calendar of the AE and the hours of the rules', () => {
    const calendar = aCalendar({ holidays: ['2026-11-23'] })
    const rules = someRules({ acceptHours: 8, touchHours: 24 })
    const { offer } = send({ ...lead, calendar, rules }, at('Fri 20 Nov 17:00')).handoff
    expect(local(offer.acceptDue)).toBe('Tue 24 Nov 01:00')
    expect(local(offer.touchDue)).toBe('Tue 24 Nov 17:00')
  })
})

describe('accepting', () => {
  it('makes the AE the owner', () => {
    const { handoff, happened, tell } = changeOf(accept(aHandoff(), EVA, NOW))
    expect(handoff.stage).toEqual({ status: 'accepted', owner: EVA, by: EVA, at: NOW })
    expect(handoff.offer.answer).toEqual({ kind: 'accepted', by: EVA, at: NOW })
    expect(happened).toEqual({
      version: 2,
      at: NOW,
      by: EVA,
      action: 'accepted',
      offer: 1,
      ae: EVA,
      from: 'offered',
      to: 'accepted',
    })
    expect(tell).toEqual([CARD, AE_CARD, thread(2), ...undoOver(2)])
  })

  it('by a manager makes the AE the owner too, not the manager', () => {
    const { handoff, happened } = changeOf(accept(aHandoff(), MIA, NOW))
    expect(handoff.stage).toEqual({ status: 'accepted', owner: EVA, by: MIA, at: NOW })
    expect(happened).toMatchObject({ by: MIA, ae: EVA })
  })

  it('does not wait for an answer to a question', () => {
    expect(handoffAfter(accept(handoffIn('info_needed'), EVA, NOW)).stage.status).toBe('accepted')
  })

  it('ends the hurry of an intro call that was live: nothing more has to reach the AE against their wish', () => {
    const live = aHandoff({ brief: { intro: { mode: 'live_now' } } })
    expect(changeOf(ask(live, EVA, 'Who is on the line?', NOW)).tell).toContainEqual(AE_CARD)
    expect(changeOf(accept(live, EVA, NOW)).tell).toContainEqual(AE_CARD)
  })

  it('leaves the first touch due when it was', () => {
    expect(local(handoffAfter(accept(aHandoff(), EVA, NOW)).offer.touchDue)).toBe('Tue 24 Nov 17:02')
  })

  it('while a question is open lets the touch clock run on, because nothing holds it any more', () => {
    // Asked on Friday 18:02 with 47 of 48 hours left; accepted on Monday 10:00 without an answer.
    const asked = handoffAfter(ask(aHandoff(), EVA, 'Who signs?', at('Fri 20 Nov 18:02')))
    const accepted = handoffAfter(accept(asked, EVA, at('Mon 23 Nov 10:00')))
    expect(local(accepted.offer.touchDue)).toBe('Wed 25 Nov 09:00')
  })
})

describe('declining', () => {
  it('keeps the reason and the comment, and gives the lead back to the SDR', () => {
    const reason = { code: 'wrong_title', comment: 'Dana left in May' }
    const { handoff, happened, tell } = changeOf(decline(aHandoff(), EVA, reason, NOW))
    expect(handoff.stage).toEqual({ status: 'declined', by: EVA, at: NOW, ...reason })
    expect(handoff.declines).toEqual({ [EVA]: NOW })
    expect(happened).toEqual({
      version: 2,
      at: NOW,
      by: EVA,
      action: 'declined',
      offer: 1,
      ae: EVA,
      from: 'offered',
      to: 'declined',
      code: 'wrong_title',
      words: 'Dana left in May',
    })
    expect(tell).toEqual([CARD, AE_CARD, thread(2), ...undoOver(2)])
  })

  it('needs no comment', () => {
    expect(changeOf(decline(aHandoff(), EVA, { code: 'no_budget' }, NOW)).happened).toMatchObject({
      code: 'no_budget',
      words: undefined,
    })
  })
})

describe('a question', () => {
  it('stops both clocks and waits for the SDR', () => {
    const { handoff, happened, tell } = changeOf(ask(aHandoff(), EVA, 'Who signs?', NOW))
    const question = { by: EVA, askedAt: NOW, words: 'Who signs?' }
    expect(handoff.stage).toEqual({ status: 'info_needed', question })
    expect(handoff.offer.questions).toEqual([question])
    expect([handoff.offer.acceptDue, handoff.offer.touchDue]).toEqual([undefined, undefined])
    expect(happened).toMatchObject({
      action: 'asked',
      from: 'offered',
      to: 'info_needed',
      words: 'Who signs?',
    })
    expect(tell).toEqual([CARD, AE_CARD, thread(2)])
  })

  it('is answered by the SDR: the same offer goes on, with the time that the answer took added', () => {
    const asked = handoffAfter(ask(aHandoff(), EVA, 'Who signs?', at('Fri 20 Nov 18:02')))
    const { handoff, happened, tell } = changeOf(answer(asked, SAM, 'Dana does.', at('Mon 23 Nov 09:00')))
    expect(handoff.stage).toEqual({ status: 'offered' })
    expect(handoff.offer.seq).toBe(1)
    expect(handoff.offer.questions).toEqual([
      {
        by: EVA,
        askedAt: at('Fri 20 Nov 18:02'),
        words: 'Who signs?',
        reply: { by: SAM, at: at('Mon 23 Nov 09:00'), words: 'Dana does.' },
      },
    ])
    // One hour was used on Friday; fifteen of the other 23 are left of Monday.
    expect(local(handoff.offer.acceptDue)).toBe('Tue 24 Nov 08:00')
    expect(local(handoff.offer.touchDue)).toBe('Wed 25 Nov 08:00')
    expect(happened).toMatchObject({ version: 3, action: 'answered', from: 'info_needed', to: 'offered' })
    expect(tell).toEqual([CARD, AE_CARD, thread(3)])
  })

  it('asked a second time stops nothing', () => {
    const first = handoffAfter(ask(aHandoff(), EVA, 'Who signs?', at('Fri 20 Nov 18:02')))
    const answered = handoffAfter(answer(first, SAM, 'Dana does.', at('Mon 23 Nov 09:00')))
    const { offer, stage } = handoffAfter(ask(answered, EVA, 'And who pays?', at('Mon 23 Nov 10:00')))
    expect(stage.status).toBe('info_needed')
    expect(local(offer.acceptDue)).toBe('Tue 24 Nov 08:00')
    expect(local(offer.touchDue)).toBe('Wed 25 Nov 08:00')
  })

  it('has its own answer: the second answer does not overwrite the first', () => {
    const first = handoffAfter(
      answer(handoffAfter(ask(aHandoff(), EVA, 'Who signs?', NOW)), SAM, 'Dana does.', NOW),
    )
    const { questions } = handoffAfter(
      answer(handoffAfter(ask(first, EVA, 'Who pays?', NOW)), SAM, 'Finance.', NOW),
    ).offer
    expect(questions.map(({ words, reply }) => `${words} ${reply?.words}`)).toEqual([
      'Who signs? Dana does.',
      'Who pays? Finance.',
    ])
  })
})

describe('offering again', () => {
  const declined = () => handoffIn('declined')

  it('to somebody else is a new offer with clocks of its own', () => {
    const now = at('Mon 23 Nov 10:00', 'America/Los_Angeles')
    const { handoff, happened } = changeOf(reoffer(declined(), SAM, toOmar(), now))
    expect(handoff.stage).toEqual({ status: 'offered' })
    expect(handoff.offer).toEqual({
      seq: 2,
      ae: OMAR,
      offeredAt: now,
      calendar: aCalendar({ zone: 'America/Los_Angeles' }),
      questions: [],
      acceptDue: at('Tue 24 Nov 10:00', 'America/Los_Angeles'),
      touchDue: at('Wed 25 Nov 10:00', 'America/Los_Angeles'),
    })
    expect(happened).toMatchObject({
      action: 'reoffered',
      by: SAM,
      offer: 2,
      ae: OMAR,
      from: 'declined',
      to: 'offered',
    })
  })

  it('tells the new AE, and changes what the earlier one still has', () => {
    expect(changeOf(reoffer(declined(), SAM, toOmar(), NOW)).tell).toEqual([
      CARD,
      { kind: 'state', what: 'ae_card', offer: 2, to: OMAR, urgent: false },
      AE_CARD,
      thread(2),
    ])
  })

  it('has the new AE looked up later when Slack did not say in time who they are', () => {
    expect(changeOf(reoffer(declined(), SAM, toOmar({ unchecked: true }), NOW)).tell).toContainEqual({
      kind: 'reminder',
      what: 'check_ae',
      offer: 2,
      to: SAM,
    })
  })

  it('to the AE who declined is refused while they would learn nothing new', () => {
    const handoff = declined()
    expect(reoffer(handoff, SAM, toEva(), NOW)).toEqual({ refused: 'needs_news', handoff, ae: EVA })
  })

  it('to the AE who declined works with something they did not know', () => {
    const told = handoffAfter(addInformation(declined(), SAM, 'The CIO agreed.', at('Fri 20 Nov 18:00')))
    expect(handoffAfter(reoffer(told, SAM, toEva(), at('Fri 20 Nov 18:01'))).offer).toMatchObject({
      seq: 2,
      ae: EVA,
    })
  })

  it('to an AE who declined before somebody else did needs news as well', () => {
    const omarToo = handoffAfter(
      decline(handoffAfter(reoffer(declined(), SAM, toOmar(), NOW)), OMAR, { code: 'no_budget' }, NOW),
    )
    expect(refusalIn(reoffer(omarToo, SAM, toEva(), NOW))).toMatchObject({ refused: 'needs_news', ae: EVA })
    const told = handoffAfter(addInformation(omarToo, SAM, 'The CIO agreed.', later(NOW, minutes(5))))
    expect(handoffAfter(reoffer(told, SAM, toEva(), later(NOW, minutes(6)))).offer.ae).toBe(EVA)
  })

  it('takes what was added before the decline for known', () => {
    const known = handoffIn('declined', {
      brief: { additions: [{ by: SAM, at: at('Fri 20 Nov 17:10'), words: 'The CIO agreed.' }] },
    })
    expect(refusalIn(reoffer(known, SAM, toEva(), NOW)).refused).toBe('needs_news')
  })
})

describe('adding information', () => {
  it('edits the card and the brief and pings nobody', () => {
    const { handoff, happened, tell } = changeOf(
      addInformation(handoffIn('declined'), SAM, 'The CIO agreed.', NOW),
    )
    expect(handoff.brief.additions).toEqual([{ by: SAM, at: NOW, words: 'The CIO agreed.' }])
    expect(handoff.stage.status).toBe('declined')
    expect(happened).toMatchObject({ version: 2, from: 'declined', to: 'declined', words: 'The CIO agreed.' })
    expect(tell).toEqual([CARD, BRIEF])
  })

  it('keeps what was added before', () => {
    const once = handoffAfter(addInformation(handoffIn('declined'), SAM, 'The CIO agreed.', NOW))
    const twice = handoffAfter(addInformation(once, MIA, 'They doubled the budget.', NOW))
    expect(twice.brief.additions.map(({ words }) => words)).toEqual([
      'The CIO agreed.',
      'They doubled the budget.',
    ])
  })

  it('leaves the AE the rest of their ten minutes to take the decline back', () => {
    const declined = handoffAfter(decline(aHandoff(), EVA, { code: 'wrong_title' }, NOW))
    const told = handoffAfter(addInformation(declined, SAM, 'The CIO agreed.', later(NOW, minutes(1))))
    expect(handoffAfter(undo(told, EVA, later(NOW, minutes(2)))).stage).toEqual({ status: 'offered' })
  })
})

describe('closing', () => {
  it('withdraws a lead from an AE who has not answered', () => {
    const { handoff, happened, tell } = changeOf(withdraw(aHandoff(), SAM, NOW))
    expect(handoff.stage).toEqual({ status: 'withdrawn', by: SAM, at: NOW })
    expect(handoff.offer.answer).toEqual({ kind: 'taken_away', by: SAM, at: NOW })
    expect(happened).toMatchObject({ action: 'withdrawn', from: 'offered', to: 'withdrawn' })
    expect(tell).toEqual([CARD, AE_CARD, thread(2), ...undoOver(2)])
  })

  it('by a manager is in the books as the manager’s doing', () => {
    const { handoff } = changeOf(withdraw(aHandoff(), MIA, NOW))
    expect(handoff.stage).toEqual({ status: 'withdrawn', by: MIA, at: NOW })
    expect(handoff.offer.answer).toEqual({ kind: 'taken_away', by: MIA, at: NOW })
  })

  it('leaves it in the books that the AE had declined', () => {
    expect(handoffAfter(withdraw(handoffIn('declined'), SAM, NOW)).offer.answer).toMatchObject({
      kind: 'declined',
    })
  })

  it('recycles a lead until a date', () => {
    const { handoff, happened } = changeOf(recycle(handoffIn('declined'), SAM, '2027-01-19', NOW))
    expect(handoff.stage).toEqual({ status: 'recycled', by: SAM, at: NOW, until: '2027-01-19' })
    expect(happened).toMatchObject({
      action: 'recycled',
      from: 'declined',
      to: 'recycled',
      until: '2027-01-19',
    })
  })
})

describe('who may do what, and when', () => {
  const OFFERED: Status[] = ['offered', 'info_needed']
  const UNANSWERED: Status[] = ['offered', 'info_needed', 'declined']
  const everyStatus: Status[] = ['offered', 'info_needed', 'accepted', 'declined', 'withdrawn', 'recycled']

  it.each<[GuardedAction, string[], Status[]]>([
    ['accepted', [EVA, MIA], OFFERED],
    ['declined', [EVA, MIA], OFFERED],
    ['asked', [EVA, MIA], ['offered']],
    ['answered', [SAM, MIA], ['info_needed']],
    ['reoffered', [SAM, MIA], ['declined']],
    ['information_added', [SAM, MIA], ['offered', 'info_needed', 'accepted', 'qualified', 'declined']],
    ['withdrawn', [SAM, MIA], UNANSWERED],
    ['recycled', [SAM, MIA], UNANSWERED],
  ])('%s', (move, who, from) => {
    for (const status of everyStatus)
      for (const by of [SAM, EVA, MIA, OMAR, NADIA, ADA]) {
        const handoff = handoffIn(status)
        const decision = doing[move](handoff, by)
        if (!who.includes(by))
          expect(decision).toEqual({ refused: 'not_allowed', action: move, handoff, who })
        else if (!from.includes(status))
          expect(decision).toEqual({ refused: 'too_late', action: move, handoff })
        else expect(changeOf(decision).happened).toMatchObject({ action: move, by, from: status })
      }
  })

  it('admins decide for a team that has no manager', () => {
    const handoff = aHandoff({ team: { managers: [], admins: [ADA] } })
    expect(handoffAfter(accept(handoff, ADA, NOW)).stage).toMatchObject({ owner: EVA, by: ADA })
    expect(refusalIn(accept(handoff, SAM, NOW))).toMatchObject({ who: [EVA, ADA] })
    expect(handoffAfter(withdraw(handoff, ADA, NOW)).stage.status).toBe('withdrawn')
  })

  it('an AE who had the lead before has no say any more', () => {
    const again = handoffAfter(reoffer(handoffIn('declined'), SAM, toOmar(), NOW))
    expect(refusalIn(accept(again, EVA, NOW))).toMatchObject({ refused: 'not_allowed', who: [OMAR, MIA] })
  })

  it('of two clicks the first wins and the second hears what the lead is now', () => {
    const accepted = handoffAfter(accept(aHandoff(), EVA, NOW))
    expect(decline(accepted, MIA, { code: 'no_budget' }, NOW)).toEqual({
      refused: 'too_late',
      action: 'declined',
      handoff: accepted,
    })
  })
})

describe('undoing', () => {
  const nineMinutes = later(NOW, minutes(10) - 1)
  const tenMinutes = later(NOW, minutes(10))
  const answers: Record<'accepted' | 'declined' | 'withdrawn' | 'recycled', string> = {
    accepted: EVA,
    declined: EVA,
    withdrawn: SAM,
    recycled: SAM,
  }
  const cases: [action: keyof typeof answers, from: Status][] = [
    ['accepted', 'offered'],
    ['accepted', 'info_needed'],
    ['declined', 'offered'],
    ['declined', 'info_needed'],
    ['withdrawn', 'offered'],
    ['withdrawn', 'info_needed'],
    ['withdrawn', 'declined'],
    ['recycled', 'offered'],
    ['recycled', 'info_needed'],
    ['recycled', 'declined'],
  ]

  it.each(cases)('%s from %s brings back exactly what was before', (action, from) => {
    const before = handoffIn(from)
    const done = handoffAfter(doing[action](before, answers[action]))
    const { handoff, happened, tell } = changeOf(undo(done, answers[action], nineMinutes))
    expect(handoff).toEqual({ ...before, version: 3, lastAnswer: undefined })
    expect(happened).toEqual({
      version: 3,
      at: nineMinutes,
      by: answers[action],
      action: 'undone',
      offer: 1,
      ae: EVA,
      from: action,
      to: from,
      undid: action,
    })
    expect(tell).toEqual([CARD, AE_CARD, thread(3)])
  })

  it('works for ten minutes, not a moment longer', () => {
    const accepted = handoffAfter(accept(aHandoff(), EVA, NOW))
    expect(handoffAfter(undo(accepted, EVA, nineMinutes)).stage.status).toBe('offered')
    expect(undo(accepted, EVA, tenMinutes)).toEqual({ refused: 'nothing_to_undo', handoff: accepted })
  })

  it('is for whoever did it, not for the manager or the AE they did it for', () => {
    const accepted = handoffAfter(accept(aHandoff(), MIA, NOW))
    expect(undo(accepted, EVA, NOW)).toEqual({
      refused: 'not_allowed',
      action: 'undone' satisfies Action,
      handoff: accepted,
      who: [MIA],
    })
    expect(handoffAfter(undo(accepted, MIA, NOW)).stage.status).toBe('offered')
  })

  it('finds nothing on a lead that nobody has answered', () => {
    expect(refusalIn(undo(aHandoff(), EVA, NOW)).refused).toBe('nothing_to_undo')
    expect(refusalIn(undo(handoffIn('info_needed'), EVA, NOW)).refused).toBe('nothing_to_undo')
  })

  it('does not reach back to an answer before the last', () => {
    const declined = handoffAfter(decline(aHandoff(), EVA, { code: 'no_budget' }, NOW))
    const again = handoffAfter(reoffer(declined, SAM, toOmar(), NOW))
    expect(refusalIn(undo(again, EVA, NOW)).refused).toBe('nothing_to_undo')
    const undone = handoffAfter(undo(declined, EVA, NOW))
    expect(refusalIn(undo(undone, EVA, NOW)).refused).toBe('nothing_to_undo')
  })
})
