import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { handOff } from '../../src/change.ts'
import { at } from '../../src/domain/calendar.ts'
import { currentRules, teamIdOf } from '../../src/store/settings.ts'
import { aWorld, handsOff } from '../support/world.ts'

const LEADS = 300

it('hundreds of reminders at nine: a click is answered first, everybody is told in time, nobody twice', async () => {
  const world = await aWorld()
  const { bot } = world.running
  const current = await currentRules(bot.db, bot.workspace)
  if (!current) throw new Error('there are no rules')
  await handsOff(world, world.sam, { ae: 'Tom Becker' })
  const card = world.card()
  const calendar = {
    zone: 'America/New_York',
    days: [1, 2, 3, 4, 5],
    from: '09:00',
    to: '18:00',
    holidays: [],
  }
  const quiet = world.slack.faults.ratelimited(3600, { method: 'chat.postMessage' })
  for (let lead = 0; lead < LEADS; lead++)
    await handOff(
      bot,
      { id: randomUUID(), person: world.sam.id, teamId: teamIdOf(bot.workspace) },
      async () => ({
        prospect: { company: `Lead ${lead}`, contact: 'Dana' },
        brief: {
          answers: [],
          nextStep: 'call',
          nextStepDate: '2026-12-24',
          intro: { mode: 'sequential' },
          sdrJoins: false,
          additions: [],
        },
        rulesId: current.id,
        rules: current.rules,
        ae: world.omar.id,
        calendar,
        sdrCalendar: calendar,
        aeUnchecked: false,
        sdrUnchecked: false,
      }),
    )
  await bot.db.commit((write) => [{ query: write.delete(bot.db.tables.outbox).returning() }])
  quiet()
  world.slack.faults.clear()
  world.slack.limits.enabled = true
  await world.omar.slash('/handoff mine')
  await world.clock.to(at('2026-11-23', '09:00', 'America/New_York'))
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
  let minutes = 0
  while (world.omar.dm.length < LEADS && minutes < 20) {
    await world.clock.advance(60_000)
    minutes += 1
  }
  const told = world.omar.dm.map(({ plain }) => plain)
  expect(new Set(told).size).toBe(LEADS)
  expect(told).toHaveLength(LEADS)
  const limited = world.slack.calls.slice(before).filter(({ error }) => error === 'ratelimited')
  expect(limited.length).toBe(0)
  process.stdout.write(
    `${LEADS} reminders: ack ${Math.round(ackMs)} ms, tick ${Math.round(tickMs)} ms, ${minutes} min\n`,
  )
}, 120_000)
