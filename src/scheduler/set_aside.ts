import { setImmediate as letOthersIn } from 'node:timers/promises'
import { type Bot, whatBroke } from '../bot.ts'
import type { Handoff } from '../domain/handoff/handoff.ts'
import { fixersOf } from '../domain/teams/team.ts'
import { hours } from '../domain/time/calendar.ts'
import { StaleWrite } from '../store/database.ts'
import { loadHandoffs } from '../store/handoff/load.ts'
import {
  nobodyWasTold,
  putBack,
  readableOf,
  setAside,
  tellSetAside,
  toTryAgain,
} from '../store/handoff/set_aside.ts'
import { enqueuePosts } from '../store/outbox/outbox.ts'
import { teamsOf } from '../store/teams/teams.ts'

/** An upgrade or a repair makes a handoff readable again; looking more often would only fill the log. */
const TRIED_AGAIN_AFTER = hours(1)

const TRIED_AT_A_TIME = 200

/** A rule broke on what a handoff holds: trying again at once would break it again. */
class RuleBroke extends Error {
  override name = 'RuleBroke'
}

/** What a rule decides about a handoff, told apart from a database that fails. */
export function byRule<T>(decide: () => T): T {
  try {
    return decide()
  } catch (cause) {
    throw new RuleBroke('a rule broke', { cause })
  }
}

/**
 * Does something with each of these handoffs. One that cannot be read, or about which a rule breaks, is set aside and
 * keeps the others from nothing; a database that fails breaks the job, which then comes again.
 */
export async function eachReadable(
  bot: Bot,
  ids: readonly string[],
  run: (handoff: Handoff) => Promise<void>,
): Promise<void> {
  const broken = new Map<string, unknown>()
  for (const handoff of await loadHandoffs(bot.db, ids, (id, error) => broken.set(id, error))) {
    await run(handoff).catch((error: unknown) => {
      if (!(error instanceof RuleBroke)) throw error
      broken.set(handoff.id, error.cause)
    })
    // Thousands may be due at nine; clicks have to get their turn between two of them.
    await letOthersIn()
  }
  await setApart(bot, broken)
}

/** Tries again those that were set aside, and says once to an admin that there are some. */
export async function lookAfterSetAside(bot: Bot): Promise<void> {
  const { db, workspace } = bot
  const before = new Date(bot.clock.now().getTime() - TRIED_AGAIN_AFTER)
  const { readable, broken } = await readableOf(db, await toTryAgain(db, workspace, before, TRIED_AT_A_TIME))
  for (const one of readable) await db.commit((write) => putBack(write, one))
  await setApart(bot, broken)
  if (await nobodyWasTold(db, workspace)) await tellAnAdmin(bot)
}

async function setApart(bot: Bot, broken: ReadonlyMap<string, unknown>): Promise<void> {
  const { db, workspace, log } = bot
  for (const [id, error] of broken) {
    const problem = whatBroke(error)
    log.error({ handoff: id, error: problem }, 'a handoff could not be read and was set aside')
    await db.commit((write) => [setAside(write, { id, workspace }, problem, bot.clock.now())])
  }
}

async function tellAnAdmin({ db, workspace, clock, deliver }: Bot): Promise<void> {
  const at = clock.now()
  const [to] = fixersOf(await teamsOf(db, workspace))
  if (!to) return
  const notice = { kind: 'reminder', what: 'set_aside', at: at.toISOString(), to } as const
  try {
    await db.commit((write) => [
      tellSetAside(write, workspace, at),
      ...enqueuePosts(write, workspace, [notice], at),
    ])
    deliver()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}
