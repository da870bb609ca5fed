import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../sandbox/blocks/message.ts'
import { MOST_STUCK_PAGES, STUCK_PAGE, type StuckLine, stuckList } from '../../src/views/stuck/list.ts'
import { aHandoff, at, MIA, OFFERED_AT } from '../support/builders.ts'

const NOW = at('Wed 25 Nov 09:00')

const line = (ref: number, move: string, company = 'Acme Corp'): StuckLine => ({
  handoff: aHandoff({ ref, id: `h-${ref}`, prospect: { company } }),
  stuck: { cause: 'not_accepted', since: at('Mon 23 Nov 17:02'), move },
  pingable: true,
  link: 'https://acme.slack.example/archives/C1/p1',
})

type Place = 'channel' | 'private'

const page = (lines: StuckLine[], own: { count?: number; before?: number; place?: Place } = {}) => {
  const { count = lines.length, before = 0, place = 'channel' } = own
  const facts = {
    lines,
    before,
    count,
    oldest: OFFERED_AT,
    now: NOW,
    names: (id: string) => id,
    managers: [MIA],
  }
  return stuckList(facts, place)
}

const many = (count: number, movers: number) =>
  Array.from({ length: count }, (_, place) => line(place + 1, `U0AE${place % movers}`))

describe('the list of stuck leads', () => {
  it.each([1, 2, 8, 9, 30, 40])('fits one Slack message whoever of %i people has to move', (movers) => {
    const { blocks, text } = page(many(STUCK_PAGE, movers), { count: 320 })
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(checkMessageBlocks(blocks)).toEqual([])
    expect(text.match(/^H-\d+/gm)).toHaveLength(STUCK_PAGE)
    for (let place = 0; place < movers; place += 1) expect(JSON.stringify(blocks)).toContain(`U0AE${place}`)
  })

  it('says on the first page how many there are and where, and on the last what no page holds', () => {
    const count = 320
    const messages = Array.from({ length: MOST_STUCK_PAGES }, (_, nth) =>
      page(many(STUCK_PAGE, 4), { count, before: nth * STUCK_PAGE }),
    )
    expect(messages.map(({ text }) => text.split('\n').at(0))).toEqual([
      '320 handoffs need someone · oldest 4 days',
      '41 to 80 of 320',
      '81 to 120 of 320',
      '121 to 160 of 320',
      '161 to 200 of 320',
    ])
    expect(messages.map(({ text }) => text.split('\n').at(-1))).toEqual([
      'and 280 more in the thread',
      expect.stringMatching(/^H-/),
      expect.stringMatching(/^H-/),
      expect.stringMatching(/^H-/),
      'and 120 more: /handoff stuck shows yours',
    ])
  })

  it('shown to one person has no thread to point to', () => {
    const { text } = page(many(40, 1), { count: 50, place: 'private' })
    expect(text.split('\n').at(-1)).toBe('and 10 more: /handoff stuck shows yours')
  })

  it('shows a company’s name as it was typed, in a link that leads to the card', () => {
    const { blocks } = page([line(7, 'U0EVA', '*Bold* <!channel> & _Sons_')])
    expect(blocks.at(-1)).toMatchObject({
      type: 'section',
      text: {
        text: '<https://acme.slack.example/archives/C1/p1|H-7 *Bold* &lt;!channel&gt; &amp; _Sons_ · not accepted, 39 h overdue · 4 days old>',
        verbatim: true,
      },
    })
  })
})
