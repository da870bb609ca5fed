import type { WebClient } from '@slack/web-api'
import type { Person, UserId } from './domain/people/people.ts'
import type { Db } from './store/database.ts'
import type { OnUnreadable } from './store/handoff/load.ts'

/** The only source of time: what it is now, and a way to be woken later. Tests set it by hand. */
export type Clock = {
  now(): Date
  /** Runs something once after so many milliseconds, unless the returned function is called first. */
  after(ms: number, run: () => void): () => void
}

/** Facts for whoever operates the bot: codes, ids and times, never what people wrote. */
export type Log = {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}

/** The kind of an error, its code and where in our code it was met. Its message could hold what people typed. */
export function whatBroke(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const codes = [error, error.cause].map((it) => (it instanceof Error && 'code' in it ? String(it.code) : ''))
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  const ours = frames.find((line) => !/node_modules|node:/.test(line)) ?? frames[0] ?? ''
  return [error.constructor.name, ...codes, ours.trim()].filter(Boolean).join(' ')
}

/** Everything that a handler or a job may touch. */
export type Bot = {
  db: Db
  slack: Slack
  people: People
  clock: Clock
  newId: () => string
  log: Log
  /** The Slack team, which every row carries. */
  workspace: string
  /** The workspace's own address, for links to messages. */
  workspaceUrl: string
  /** Tells delivery that something was committed. */
  deliver: () => void
  /** Tells whoever keeps pages current that something of these people changed. */
  changed: (people: readonly string[]) => void
}

/** In a list or a round of a job, a handoff that cannot be read is left out and logged; the others go on. */
export const leaveOut =
  ({ log }: Pick<Bot, 'log'>): OnUnreadable =>
  (handoff, error) =>
    log.error({ handoff, error: whatBroke(error) }, 'a handoff could not be read and was left out')

/** Where somebody finds a message in their browser or in Slack. */
export const linkTo = (
  { workspaceUrl }: Pick<Bot, 'workspaceUrl'>,
  at: { channel: string; ts: string },
): string => `${workspaceUrl}archives/${at.channel}/p${at.ts.replace('.', '')}`

export type People = {
  /** The person, from the cache or from Slack within a second; nothing when neither knows them in time. */
  find(id: UserId): Promise<Person | undefined>
  /** The same, but what Slack says now counts; nothing when Slack does not answer. */
  ask(id: UserId): Promise<Person | undefined>
}

/**
 * Three clients for three ways to fail. None repeats a post by itself, because a post that timed out may be there;
 * reading may be repeated; and a form must open within the three seconds that its trigger lives, or not at all.
 */
export type Slack = { posts: WebClient; reads: WebClient; forms: WebClient }
