import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../sandbox/blocks.ts'
import type { StuckLine } from '../../src/views/stuck.ts'
import { stuckList } from '../../src/views/stuck.ts'
import { aHandoff, at, MIA } from '../support/builders.ts'

const NOW = at('Wed 25 Nov 09:00')
const line = (ref: number, move: string, company = 'Acme Corp'): StuckLine => ({
  handoff: aHandoff({ ref, id: `h-${ref}`, prospect: { company } }),
  stuck: { cause: 'not_accepted', since: at('Mon 23 Nov 17:02'), move },
  pingable: true,
  link: 'https://acme.slack.example/archives/C1/p1',
})
const list = (lines: StuckLine[], count = lines.length) => stuckList(lines, count, NOW, (id) => id, [MIA])

describe('the list of stuck leads', () => {
  it('fits one Slack message however many people have to move, and counts the rest', () => {
    const lines = Array.from({ length: 40 }, (_, place) => line(place, `U0AE${place}`))
    const { blocks } = list(lines, 320)
    expect(blocks.length).toBeLessThanOrEqual(50)
    expect(JSON.stringify(blocks.at(-1))).toContain('and 296 more')
    expect(checkMessageBlocks(blocks)).toEqual([])
  })

  it('shows a company’s name as it was typed, in a link that leads to the card', () => {
    const { blocks } = list([line(7, 'U0EVA', '*Bold* <!channel> & _Sons_')])
    expect(blocks.at(-1)).toMatchObject({
      type: 'section',
      text: {
        text: '<https://acme.slack.example/archives/C1/p1|H-7 *Bold* &lt;!channel&gt; &amp; _Sons_ · not accepted, 39 h overdue · 4 days old>',
        verbatim: true,
      },
    })
  })
})
