import type { Bot } from '../../bot.ts'
import { failureOf } from '../../delivery/slack/errors.ts'
import { sampleHandoff } from '../../domain/handoff/sample.ts'
import type { UserId } from '../../domain/people/people.ts'
import { remindersOf } from '../../domain/reminders/reminders.ts'
import { officeHours } from '../../domain/time/calendar.ts'
import { beforeCallMessage } from '../../views/calls/call_reminders.ts'
import { brief } from '../../views/handoff/brief.ts'
import { card } from '../../views/handoff/card.ts'
import { breachToManager } from '../../views/reminders/breach.ts'
import { warning } from '../../views/reminders/warning.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { stuckList } from '../../views/stuck/list.ts'
import { zoneOf } from '../people/zone.ts'
import type { Slash } from '../requests.ts'

/** `/handoff test`: one of each kind of message, to oneself and marked, so that nobody has to wait for a real one. */
export async function sendTestMessages(bot: Bot, slash: Slash): Promise<void> {
  const person = await bot.people.find(slash.by)
  const calendar = person?.calendar ?? officeHours(await zoneOf(bot, slash.by))
  const now = bot.clock.now()
  const sample = sampleHandoff(bot.workspace, slash.by, calendar, now)
  const reminders = remindersOf(sample)
  const [warned, breach] = [reminders[0], reminders.at(-1)]
  const empty = { lines: [], before: 0, count: 0, oldest: now, now, names: () => '', managers: [] }
  const kinds: Message[] = [
    withoutButtons(card(sample, now, 'private')),
    brief(sample),
    ...(warned ? [withoutButtons(warning(sample, warned, undefined))] : []),
    ...(breach ? [withoutButtons(breachToManager(sample, breach))] : []),
    withoutButtons(beforeCallMessage(sample, now)),
    stuckList(empty, 'private'),
  ]
  for (const [place, kind] of kinds.entries())
    bot.clock.after(place * PAUSE_MS, () => void post(bot, slash.by, kind))
  await slash.tell(
    message([[`${kinds.length} test messages arrive in your conversation with Handoff, one a second.`]]),
  )
}

/** Slack takes about one message a second in a conversation. */
const PAUSE_MS = 1_100

async function post(bot: Bot, to: UserId, { text, blocks }: Message): Promise<void> {
  const marked = message([['TEST · this lead does not exist']])
  const said = { text: `${marked.text}\n${text}`, blocks: [...marked.blocks, ...blocks] }
  try {
    await bot.slack.posts.chat.postMessage({ channel: to, ...said })
  } catch (error) {
    bot.log.warn({ code: failureOf(error).code }, 'Slack did not take a test message')
  }
}

/** A made-up lead has nothing that a button could do. */
const withoutButtons = ({ text, blocks }: Message): Message => ({
  text,
  blocks: blocks.filter(({ type }) => type !== 'actions'),
})
