import { randomUUID } from 'node:crypto'
import type { HandClock } from '../../sandbox/clock.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, startHandoff } from '../../src/start.ts'
import { settingsFor } from './slack.ts'

/** The product in this process, where every statement that it sends to its database is heard. */
export type Office = {
  slack: Workspace
  running: Running
  /** How many statements something takes, until nothing of it is under way any more. */
  statements(work: () => Promise<unknown>): Promise<number>
  /** Lets the messages that were set off arrive, with the seconds that Slack's pace takes. */
  settle(): Promise<void>
  close(): Promise<void>
}

export async function anOffice(slack: Workspace, database = ':memory:'): Promise<Office> {
  const clock: HandClock = slack.clock
  const problems: string[] = []
  let heard = 0
  const read = readConfig(settingsFor(slack, database, 0))
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  const running = await startHandoff({
    config: read.config,
    clock,
    newId: randomUUID,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (facts, words) => problems.push(`${words} ${JSON.stringify(facts)}`),
    },
    wallClock: () => new Date(),
    onStatement: () => {
      heard += 1
    },
    onFatal: (reason) => problems.push(reason),
  })
  slack.connect({ mode: 'http', url: `http://127.0.0.1:${running.port}/slack/events` })
  clock.settlesWith(() => running.idle())
  // What a start sets off is over before anything is counted.
  await slack.idle()
  await running.idle()
  const { bot } = running
  const { deliver } = bot
  return {
    slack,
    running,
    async statements(work) {
      // What tells people of a change is sent by whoever has time for it, and counts on its own.
      bot.deliver = () => undefined
      await running.idle()
      const before = heard
      await work()
      await running.idle()
      const taken = heard - before
      bot.deliver = deliver
      deliver()
      if (problems.length > 0) throw new Error(problems.join('\n'))
      return taken
    },
    async settle() {
      await slack.idle()
      await running.idle()
      await clock.advance(5000)
      await slack.idle()
    },
    async close() {
      await running.stop()
      await slack.close()
    },
  }
}
