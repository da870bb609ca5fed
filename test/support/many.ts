import { randomUUID } from 'node:crypto'
import { sendNew } from '../../src/change.ts'
import { rulesNow } from '../../src/store/settings.ts'
import { teamIdOf } from '../../src/store/teams/teams.ts'
import type { World } from './world.ts'

/**
 * So many leads handed off at this moment without anybody filling in forms, and without their messages; nobody is
 * reminded of those that are `forgotten`, so that a story about something else does not wait for it.
 */
export async function handsOffMany(
  world: World,
  count: number,
  aeOf: (lead: number) => string,
  { forgotten = false } = {},
): Promise<void> {
  const { bot } = world.running
  const current = await rulesNow(bot.db, bot.workspace)
  const calendar = {
    zone: 'America/New_York',
    days: [1, 2, 3, 4, 5],
    from: '09:00',
    to: '18:00',
    holidays: [],
  }
  const quiet = world.slack.faults.ratelimited(3600, { method: 'chat.postMessage' })
  for (let lead = 0; lead < count; lead++)
    await sendNew(
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
        ae: aeOf(lead),
        calendar,
        sdrCalendar: calendar,
        aeUnchecked: false,
        sdrUnchecked: false,
      }),
    )
  // What is on its way has to come back refused; otherwise it would be posted once the refusing is over.
  await world.running.idle()
  await bot.db.commit((write) => [{ query: write.delete(bot.db.tables.outbox).returning() }])
  const { handoffs } = bot.db.tables
  if (forgotten)
    await bot.db.commit((write) => [{ query: write.update(handoffs).set({ wakeAt: null }).returning() }])
  quiet()
  world.slack.faults.clear()
}
