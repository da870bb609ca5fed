import { describe, expect, it } from 'vitest'
import { leadOf } from '../../src/domain/handoff/lead.ts'
import { historyModal } from '../../src/views/handoff/history.ts'
import { mine } from '../../src/views/home/mine.ts'
import { whole } from '../../src/views/home/show.ts'
import {
  aHandoff,
  aHappening,
  at,
  EVA,
  handoffIn,
  later,
  minutes,
  OFFERED_AT,
  SAM,
} from '../support/builders.ts'
import { buttonsOf, formOf, linesOf, menuOf } from './reading.ts'

const noLink = () => undefined

const NOW = at('Fri 20 Nov 17:31')

describe('my open handoffs', () => {
  const offered = aHandoff({ id: 'h-1', ref: 1, prospect: { company: 'Acme Corp' } })
  const asked = handoffIn('info_needed', { id: 'h-2', ref: 2, prospect: { company: 'Globex' } })
  const accepted = handoffIn('accepted', { id: 'h-3', ref: 3, prospect: { company: 'Initech' } })
  const declined = handoffIn('declined', { id: 'h-4', ref: 4, prospect: { company: 'Umbrella' } })
  const all = [offered, asked, accepted, declined].map(leadOf)

  it('show an AE first what waits for them, and by when', () => {
    expect(linesOf(mine(all, 4, EVA, noLink))).toEqual([
      'Waiting for you',
      'H-1 Acme Corp · @Eva Lind answers by Mon 23 Nov at 17:02',
      'H-3 Initech · @Eva Lind makes a meaningful touch by Tue 24 Nov at 17:02',
      'Open',
      'H-2 Globex · @Sam Reyes answers a question of @Eva Lind',
      'H-4 Umbrella · declined; @Sam Reyes re-offers, recycles or withdraws it',
    ])
  })

  it('show an SDR first what waits for them', () => {
    expect(linesOf(mine(all, 4, SAM, noLink))).toEqual([
      'Waiting for you',
      'H-2 Globex · @Sam Reyes answers a question of @Eva Lind',
      'H-4 Umbrella · declined; @Sam Reyes re-offers, recycles or withdraws it',
      'Open',
      'H-1 Acme Corp · @Eva Lind answers by Mon 23 Nov at 17:02',
      'H-3 Initech · @Eva Lind makes a meaningful touch by Tue 24 Nov at 17:02',
    ])
  })

  it('have no empty headings', () => {
    expect(linesOf(mine([leadOf(asked)], 1, EVA, noLink))).toEqual([
      'Open',
      'H-2 Globex · @Sam Reyes answers a question of @Eva Lind',
    ])
  })

  it('say how many more there are', () => {
    expect(linesOf(mine([leadOf(offered)], 23, EVA, noLink)).at(-1)).toBe('and 22 more')
  })

  it('lead to the card', () => {
    const list = mine([leadOf(offered)], 1, EVA, () => 'https://work.slack.example/archives/C1/p1')
    expect(linesOf(list)[1]).toBe('H-1 Acme Corp · @Eva Lind answers by Mon 23 Nov at 17:02')
    expect(JSON.stringify(list.blocks)).toContain(
      '{"type":"link","url":"https://work.slack.example/archives/C1/p1","text":"Acme Corp"}',
    )
  })

  it('are kind when there are none', () => {
    expect(linesOf(mine([], 0, EVA, noLink))).toEqual(['You have no open handoffs. /handoff begins one.'])
  })
})

describe('everything about one handoff', () => {
  const sent = aHappening({
    version: 1,
    at: OFFERED_AT,
    by: SAM,
    action: 'sent',
    from: undefined,
    to: 'offered',
  })

  it('is its brief, its history and the way to its card', () => {
    const all = whole(handoffIn('accepted'), [sent, aHappening()], () => 'https://work.slack.example/p1', NOW)
    expect(linesOf(all)).toEqual([
      'Brief H-42: Acme Corp',
      'Dana Whitfield, VP Operations',
      '✅ Budget: 60k approved for Q1 (confirmed)',
      '🟡 Authority: Dana decides, CIO still to confirm (pending)',
      '✅ Timeline: live by March (confirmed)',
      'Next step: send the security questionnaire, by Tue 24 Nov',
      'Intro call: AE alone',
      'To double-check: Authority',
      'History',
      'Fri 20 Nov at 17:02 · @Sam Reyes handed it off to @Eva Lind',
      'Fri 20 Nov at 17:20 · @Eva Lind accepted it',
      'Open the card',
    ])
  })

  it('has the buttons of the card, also when the card itself cannot be reached', () => {
    expect(buttonsOf(whole(aHandoff(), [sent], noLink, NOW))).toEqual(['Accept', 'Decline', 'Need info'])
    expect(menuOf(whole(aHandoff(), [sent], noLink, NOW))).toEqual([
      'Reassign',
      'Log call',
      'Withdraw',
      'Show history',
    ])
  })

  it('shows the latest six lines of the history, so that all of it fits', () => {
    const many = Array.from({ length: 12 }, () => aHappening({ action: 'asked', words: 'x'.repeat(200) }))
    const lines = linesOf(whole(aHandoff(), many, noLink, NOW))
    expect(lines.slice(8, 11)).toEqual([
      'History',
      '6 earlier, under Show history',
      `Fri 20 Nov at 17:20 · @Eva Lind asked: ${'x'.repeat(59)}…`,
    ])
    expect(lines).toHaveLength(16)
  })

  it('leaves out the way to a card that is not there yet', () => {
    expect(linesOf(whole(aHandoff(), [sent], noLink, NOW)).at(-1)).toBe(
      'Fri 20 Nov at 17:02 · @Sam Reyes handed it off to @Eva Lind',
    )
  })
})

describe('the history of a handoff', () => {
  it('opens in a window of its own', () => {
    expect(formOf(historyModal(aHandoff(), [aHappening()]))).toEqual({
      title: 'H-42 history',
      lines: ['Acme Corp', 'Fri 20 Nov at 17:20 · @Eva Lind accepted it'],
      labels: [],
      buttons: [],
      submit: '',
      close: 'Close',
    })
  })

  it('shows the latest thirty lines, and those before them on a page of their own', () => {
    const many = Array.from({ length: 35 }, (_, place) =>
      aHappening({ version: place + 2, at: later(OFFERED_AT, minutes(place)) }),
    )
    const latest = historyModal(aHandoff(), many)
    expect(linesOf(latest).slice(0, 3)).toEqual([
      'Acme Corp',
      '6 to 35 of 35',
      'Fri 20 Nov at 17:07 · @Eva Lind accepted it',
    ])
    expect(linesOf(latest).at(-1)).toBe('Fri 20 Nov at 17:36 · @Eva Lind accepted it')
    expect([buttonsOf(latest), linesOf(latest)]).toEqual([
      ['Earlier'],
      expect.objectContaining({ length: 32 }),
    ])
    const first = historyModal(aHandoff(), many, 1)
    expect([buttonsOf(first), linesOf(first).slice(1, 3)]).toEqual([
      ['Later'],
      ['1 to 5 of 35', 'Fri 20 Nov at 17:02 · @Eva Lind accepted it'],
    ])
    expect(linesOf(first)).toHaveLength(7)
  })

  it('cuts what was typed at three hundred characters', () => {
    const asked = aHappening({ action: 'asked', words: 'x'.repeat(400) })
    expect(linesOf(historyModal(aHandoff(), [asked])).at(-1)).toBe(
      `Fri 20 Nov at 17:20 · @Eva Lind asked: ${'x'.repeat(299)}…`,
    )
  })

  it('has no buttons when all of it is there', () => {
    expect(buttonsOf(historyModal(aHandoff(), []))).toEqual([])
  })
})
