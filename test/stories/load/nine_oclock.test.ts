import { expect, it } from 'vitest'
import { at } from '../../../src/domain/time/calendar.ts'
import { handsOffMany } from '../../support/many.ts'
import { aWorld, handsOff } from '../../support/world.ts'

const LEADS = 5000

const AES = Array.from({ length: 40 }, (_, place) => ({
  handle: `ae${place}`,
  name: `Ae Number${place}`,
}))

it('5,000 reminders at nine: a click is answered first, everybody is told in 20 minutes, nobody twice', async () => {
  const world = await aWorld({ others: AES })
  const aes = AES.map(({ handle }) => world.slack.person(handle))
  await handsOff(world, world.sam, { ae: 'Tom Becker' })
  const card = world.card()
  await handsOffMany(world, LEADS, (lead) => aes[lead % aes.length]?.id ?? '')
  world.slack.limits.enabled = true
  for (const ae of aes) await ae.slash('/handoff mine')
  await world.waitUntil(at('2026-11-23', '09:00', 'America/New_York'))
  const before = world.slack.calls.length
  const started = performance.now()
  const tick = world.running.tick()
  await new Promise((resolve) => setImmediate(resolve))
  const { ackMs } = await world.tom.click(card, 'Accept')
  await tick
  const tickMs = performance.now() - started
  await world.settle()
  expect(ackMs).toBeLessThan(1000)
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
    `${LEADS} reminders: ack ${Math.round(ackMs)} ms, tick ${Math.round(tickMs)} ms, told in ${minutes} min\n`,
  )
})
