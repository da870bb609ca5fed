import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../sandbox/blocks.ts'
import { FEWEST_ON_A_PAGE, type Rest, type StuckLine, stuckList } from '../../src/views/stuck.ts'
import { aHandoff, at, MIA } from '../support/builders.ts'

const NOW = at('Wed 25 Nov 09:00')
const line = (ref: number, move: string, company = 'Acme Corp'): StuckLine => ({
  handoff: aHandoff({ ref, id: `h-${ref}`, prospect: { company } }),
  stuck: { cause: 'not_accepted', since: at('Mon 23 Nov 17:02'), move },
  pingable: true,
  link: 'https://acme.slack.example/archives/C1/p1',
})
const pages = (lines: StuckLine[], count = lines.length, rest: Rest = 'in_thread') =>
  stuckList({ lines, count, now: NOW, names: (id) => id, managers: [MIA] }, rest)
const many = (count: number, movers: number) =>
  Array.from({ length: count }, (_, place) => line(place + 1, `U0AE${place % movers}`))

describe('the list of stuck leads', () => {
  it.each([1, 2, 3, 10, 30, 200])(
    'fits Slack’s messages whoever of %i people has to move, and holds all',
    (movers) => {
      const messages = pages(many(200, movers))
      for (const { blocks } of messages) {
        expect(blocks.length).toBeLessThanOrEqual(50)
        expect(checkMessageBlocks(blocks)).toEqual([])
      }
      const refs = messages.flatMap(({ text }) =>
        [...text.matchAll(/^H-(\d+)/gm)].map(([, ref]) => Number(ref)),
      )
      expect(refs.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, place) => place + 1))
      expect(messages.length).toBeLessThanOrEqual(Math.ceil(200 / FEWEST_ON_A_PAGE))
    },
  )

  it('says on the first page how many there are and where, and on the last what no page holds', () => {
    const messages = pages(many(100, 4), 320)
    expect(messages.map(({ text }) => text.split('\n').at(0))).toEqual([
      '320 handoffs need someone · oldest 4 days',
      '41 to 80 of 320',
      '81 to 100 of 320',
    ])
    expect(messages.map(({ text }) => text.split('\n').at(-1))).toEqual([
      'and 280 more in the thread',
      expect.stringMatching(/^H-80 /),
      'and 220 more: /handoff stuck shows yours',
    ])
  })

  it('shown to one person has no thread to point to', () => {
    const [{ text }] = pages(many(50, 1), 50, 'on_request')
    expect(text.split('\n').at(-1)).toBe('and 10 more: /handoff stuck shows yours')
  })

  it('shows a company’s name as it was typed, in a link that leads to the card', () => {
    const [{ blocks }] = pages([line(7, 'U0EVA', '*Bold* <!channel> & _Sons_')])
    expect(blocks.at(-1)).toMatchObject({
      type: 'section',
      text: {
        text: '<https://acme.slack.example/archives/C1/p1|H-7 *Bold* &lt;!channel&gt; &amp; _Sons_ · not accepted, 39 h overdue · 4 days old>',
        verbatim: true,
      },
    })
  })
})
