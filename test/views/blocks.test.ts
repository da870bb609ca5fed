import { describe, expect, it } from 'vitest'
import { help, unknownWord } from '../../src/views/home/help.ts'
import {
  bold,
  code,
  dayOf,
  escaped,
  link,
  message,
  moment,
  momentIn,
  option,
  person,
  plainly,
  rich,
  spoken,
} from '../../src/views/slack/blocks.ts'
import { at, EVA, nameOf, STOCKHOLM } from '../support/builders.ts'
import { linesOf, pingedBy, spokenLines } from './reading.ts'

describe('text that goes to Slack', () => {
  it('has exactly the three characters escaped with which markup begins', () => {
    expect(escaped('<!channel> & "R&D" *bold*')).toBe('&lt;!channel&gt; &amp; "R&amp;D" *bold*')
  })

  it('mentions the people that we mean and nobody that was typed', () => {
    expect(spoken([[bold('<@U0TOM>'), ' for ', person(EVA), ': ', code('<!here>')]])).toBe(
      '&lt;@U0TOM&gt; for <@U0EVA>: &lt;!here&gt;',
    )
  })

  it('shows a moment in the zone of each reader', () => {
    expect(spoken([[moment(at('Mon 23 Nov 17:02'))]])).toBe(
      '<!date^1795449720^{date_short_pretty} at {time}|Mon 23 Nov, 16:02 UTC>',
    )
  })

  it('leaves out empty lines', () => {
    expect(spoken([['one'], [], [''], ['two']])).toBe('one\ntwo')
    expect(linesOf({ blocks: rich([['one'], [], ['two']]) })).toEqual(['one', 'two'])
  })

  it('is cut between lines, never within one', () => {
    const lines = Array.from({ length: 50 }, (_, place) => [`${place} ${'x'.repeat(97)}`])
    const kept = spoken(lines).split('\n')
    expect(kept).toHaveLength(38)
    expect(kept.at(-1)).toBe(`37 ${'x'.repeat(97)}`)
  })

  it('says as much as fits when its first line alone is too long', () => {
    const said = spoken([[`Eva declined: other. ${'&'.repeat(1000)}`], ['Sam, re-offer it.']])
    expect(said.length).toBeGreaterThan(1000)
    expect(said.length).toBeLessThanOrEqual(3900)
    expect(said).not.toMatch(/&(?!amp;)/)
  })

  it('draws nothing when there is nothing to say', () => {
    expect(rich([])).toEqual([])
    expect(rich([[]])).toEqual([])
  })
})

describe('words for places without mentions', () => {
  it('have names and the local time of the reader', () => {
    const lines = [
      [person(EVA), ' has until ', moment(at('Mon 23 Nov 17:02')), '.'],
      [bold('Nothing'), ' changed.'],
    ]
    expect(plainly(lines, nameOf, STOCKHOLM)).toBe('Eva Lind has until Mon 23 Nov, 17:02. Nothing changed.')
  })
})

describe('times and days', () => {
  it('are read in the zone that is asked for', () => {
    expect(momentIn(at('Fri 20 Nov 17:02'), 'America/New_York')).toBe('Fri 20 Nov, 11:02')
    expect(momentIn(at('Fri 20 Nov 23:30'), 'Asia/Kolkata')).toBe('Sat 21 Nov, 04:00')
  })

  it('a day is the same for everybody', () => {
    expect(dayOf('2026-11-24')).toBe('Tue 24 Nov')
    expect(dayOf('2028-02-29')).toBe('Tue 29 Feb')
  })
})

describe('a link', () => {
  it('is one only when a browser may follow it', () => {
    expect(link('https://crm.example/7')).toEqual({ link: 'https://crm.example/7', shown: 'crm.example' })
    expect(link('javascript:alert(1)')).toBe('javascript:alert(1)')
    expect(link('not a link')).toBe('not a link')
  })

  it('cannot end its own markup', () => {
    const typed = link('https://crm.example/a|b?q=<!channel>#x|y')
    expect(pingedBy(message([[typed]]))).toEqual([])
    expect(spokenLines(message([[typed]]))).toEqual(['crm.example'])
  })
})

it('a menu entry is cut where Slack would refuse it', () => {
  expect(option('x'.repeat(80), 'v').text.text).toBe(`${'x'.repeat(74)}…`)
})

describe('help', () => {
  const words = [
    { usage: '', means: 'hand off a lead' },
    { usage: 'show H-42', means: 'everything about one handoff' },
  ]

  it('lists what there is', () => {
    expect(linesOf(help('/handoff', words))).toEqual([
      'Handoff moves a lead from an SDR to an AE so that it is not lost on the way.',
      '/handoff: hand off a lead',
      '/handoff show H-42: everything about one handoff',
      'It reads no messages; it only knows what you tell it.',
    ])
  })

  it('answers a word that it does not know', () => {
    const answer = unknownWord('statsu <!here>', help('/handoff', words))
    expect(linesOf(answer)[0]).toBe('There is no “statsu <!here>” here. This is what there is:')
    expect(linesOf(answer)).toHaveLength(5)
    expect(pingedBy(answer)).toEqual([])
  })
})
