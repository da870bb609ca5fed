import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/domain/outbox/notices.ts'
import { undelivered } from '../../src/views/outbox/undelivered.ts'
import { wrongAe, wrongSdr } from '../../src/views/people/cannot_take_part.ts'
import { aHandoff, aPerson, EVA, handoffIn, MIA, SAM } from '../support/builders.ts'
import { buttonsOf, linesOf } from './reading.ts'

type Missing = Exclude<Notice, { what: 'undelivered' }>

const CARD: Missing = { kind: 'state', what: 'card' }

const AE_CARD: Missing = { kind: 'state', what: 'ae_card', offer: 1, to: EVA, urgent: false }

const SAFE = 'The handoff itself is safe: /handoff show H-42 has all of it, with its buttons.'

const told = (why: 'uncertain' | 'failed', missing: Missing = CARD, problem?: string) =>
  undelivered(
    aHandoff(),
    missing,
    { kind: 'reminder', what: 'undelivered', of: 'row-1', try: 1, to: SAM, why },
    problem,
  )

describe('a message that Slack did not confirm', () => {
  it('asks the SDR to look, and can be posted again', () => {
    expect(linesOf(told('uncertain'))).toEqual([
      'H-42 Acme Corp: Slack did not confirm the card in the handoff channel.',
      'Please look. If it is there, press Show history on it and its thread goes on; if not, post it again.',
      SAFE,
    ])
    expect(buttonsOf(told('uncertain'))).toEqual(['Post again'])
    expect(told('uncertain').blocks.at(-1)).toMatchObject({
      elements: [{ action_id: 'post_again', value: 'row-1' }],
    })
  })

  it('does not ask the SDR to look into the messages of somebody else', () => {
    expect(linesOf(told('uncertain', AE_CARD))[1]).toBe(
      'You cannot see it yourself: ask them, or rely on the card in the channel.',
    )
  })

  it.each<[Missing, string]>([
    [CARD, 'the card in the handoff channel'],
    [{ kind: 'state', what: 'brief' }, 'the brief in its thread'],
    [{ kind: 'event', what: 'thread', version: 2 }, 'a message in its thread'],
    [AE_CARD, 'the message to @Eva Lind'],
    [{ kind: 'reminder', what: 'check_ae', offer: 1, to: SAM }, 'a message'],
    [{ kind: 'reminder', what: 'check_sdr', to: MIA }, 'a message'],
  ])('is called by what it was: %o', (missing, words) => {
    expect(linesOf(told('uncertain', missing))[0]).toBe(`H-42 Acme Corp: Slack did not confirm ${words}.`)
  })
})

describe('a message that Slack refused', () => {
  it.each([
    ['not_in_channel', 'Invite @Handoff to the handoff channel.'],
    ['channel_not_found', 'Invite @Handoff to the handoff channel.'],
    ['is_archived', 'The handoff channel is archived: unarchive it, or set another one.'],
    ['message_not_found', 'Somebody deleted it.'],
    ['something_new', 'Ask whoever runs Handoff to look at its log.'],
  ])('in the channel because of %s says what helps', (problem, remedy) => {
    expect(linesOf(told('failed', CARD, problem))).toEqual([
      `H-42 Acme Corp: Slack refused the card in the handoff channel (${problem}).`,
      `${remedy} Then post it again.`,
      SAFE,
    ])
    expect(buttonsOf(told('failed', CARD, problem))).toEqual(['Post again'])
  })

  it.each([
    ['user_disabled', 'They may have left: withdraw the handoff, or offer it to somebody else.'],
    ['messages_tab_disabled', 'Switch on the Messages tab of the Slack app.'],
  ])('to the AE because of %s says what helps', (problem, remedy) => {
    expect(linesOf(told('failed', AE_CARD, problem))[1]).toBe(`${remedy} Then post it again.`)
  })

  it('without a reason invents none', () => {
    expect(linesOf(told('failed'))[0]).toBe('H-42 Acme Corp: Slack refused the card in the handoff channel.')
  })
})

describe('somebody who turned out to have no part in this', () => {
  const gus = aPerson({ id: 'U0GUS', name: 'Gus Fox', kind: 'guest' })

  it('is said to the SDR, with what to do', () => {
    expect(linesOf(wrongAe(aHandoff(), gus, 'guest'))).toEqual([
      'H-42 Acme Corp: Gus Fox is a guest here and cannot take a lead. Pick a full member.',
      'Withdraw it on its card and hand it off to somebody else.',
    ])
  })

  it('is a case for a manager once they have the lead', () => {
    expect(linesOf(wrongAe(handoffIn('accepted'), gus, 'guest'))[1]).toBe('Ask a manager to look at it.')
  })

  it('is said to a manager when it is the SDR', () => {
    expect(linesOf(wrongSdr(aHandoff()))).toEqual([
      'H-42 Acme Corp: it was handed off by @Sam Reyes, who may not hand off leads.',
      'Slack could not say so in time. Withdraw it on its card if it should not go on.',
    ])
  })
})
