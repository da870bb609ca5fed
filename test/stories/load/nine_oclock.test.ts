import { expect, it, vi } from 'vitest'
import { at } from '../../../src/domain/time/calendar.ts'
import { copyHandoffs } from '../../support/copies.ts'
import { handsOffMany } from '../../support/many.ts'
import { aWorld, handsOff, type World } from '../../support/world.ts'

// Five thousand messages are written and sent one after the other.
vi.setConfig({ testTimeout: 900_000 })

const LEADS = 5000

/** So many leads are rows copied from one that the product wrote. */
const ALIKE = 25

const AES = Array.from({ length: 40 }, (_, place) => ({
  handle: `ae${place}`,
  name: `Ae Number${place}`,
}))

/** What the round does between two turns of the event loop, a few times over. */
const MOST_STATEMENTS_BEFORE_AN_ACK = 500

it('5,000 reminders at nine: a click is answered first, everybody is told in 20 minutes, nobody twice', async () => {
  const world = await aWorld({ others: AES })
  const aes = AES.map(({ handle }) => world.slack.person(handle))
  await handsOff(world, world.sam, { ae: 'Tom Becker' })
  const card = world.card()
  await handsOffMany(world, LEADS / ALIKE, (lead) => aes[lead % aes.length]?.id ?? '')
  await copyHandoffs(world.running.bot.db, { fromRef: 2, copies: ALIKE - 1 })
  world.slack.limits.enabled = true
  for (const ae of aes) await ae.slash('/handoff mine')
  await world.waitUntil(at('2026-11-23', '09:00', 'America/New_York'))
  const before = world.slack.calls.length
  const started = performance.now()
  const statementsBefore = world.statements.length
  const tick = world.running.tick()
  await new Promise((resolve) => setImmediate(resolve))
  const click = world.tom.click(card, 'Accept')
  const untilAck = await statementsUntilAck(world)
  const { ackMs } = await click
  await tick
  const tickMs = performance.now() - started
  const inAll = world.statements.length - statementsBefore
  await world.settle()
  // In statements, because milliseconds would say how busy the machine is.
  expect(untilAck).toBeLessThan(MOST_STATEMENTS_BEFORE_AN_ACK)
  expect(inAll).toBeGreaterThan(100 * MOST_STATEMENTS_BEFORE_AN_ACK)
  expect(world.ada.thread(card).at(-1)?.plain).toContain('Tom Becker accepted H-1.')
  const posted = () =>
    world.slack.calls.slice(before).filter(({ method, ok }) => ok && method === 'chat.postMessage').length
  let minutes = 0
  while (posted() < LEADS && minutes < 20) {
    await world.clock.advance(60_000)
    minutes += 1
  }
  const told = aes.flatMap(({ dm }) => dm.map(({ plain }) => plain))
  expect(new Set(told).size).toBe(LEADS)
  expect(told).toHaveLength(LEADS)
  expect(world.slack.calls.slice(before).filter(({ error }) => error === 'ratelimited')).toEqual([])
  process.stdout.write(
    `${LEADS} reminders: ack after ${untilAck} of ${inAll} statements, ${Math.round(ackMs)} ms, tick ${Math.round(tickMs)} ms, told in ${minutes} min\n`,
  )
})

/** How many statements ran before the next thing that was sent to the app was acknowledged. */
async function statementsUntilAck({ slack, statements }: World): Promise<number> {
  const acks = slack.acks.length
  const before = statements.length
  while (slack.acks.length === acks) await new Promise((resolve) => setImmediate(resolve))
  return statements.length - before
}
