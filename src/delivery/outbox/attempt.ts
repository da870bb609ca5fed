import type { Bot } from '../../bot.ts'
import type { Notice, Post } from '../../domain/outbox/notices.ts'
import type { UserId } from '../../domain/people/people.ts'
import { fixersOf } from '../../domain/teams/team.ts'
import { StaleWrite, type Statement, type Write } from '../../store/database.ts'
import { rememberNoCharts } from '../../store/digest/charts.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { adopt } from '../../store/outbox/adoption.ts'
import { recordMessage } from '../../store/outbox/messages.ts'
import { enqueue, enqueuePosts, finish, type OutboxRow } from '../../store/outbox/outbox.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { type Failure, failureOf } from '../slack/errors.ts'
import { upload } from '../slack/files.ts'
import type { Outgoing } from './composed.ts'
import type { Method, Pace } from './pace.ts'

const FIRST_RETRY_MS = 2_000

const LONGEST_RETRY_MS = 5 * 60_000

/** A message that cannot even be written is a mistake of ours; after so many tries a person is told. */
const MOST_WRITING_TRIES = 8

/** A reminder that may not have arrived is told again after this long, if its reason still holds. */
const REMIND_AGAIN_MS = 10 * 60_000

/** Reminders that choose whom they reach when they are sent. */
const FINDS_SOMEBODY = new Set<string>(['warning', 'breach_manager', 'before_call', 'after_call'])

type AttemptOutcome = Parameters<typeof finish>[2]

type MessagePlace = { channel: string; ts: string | null }

type MissingMessage = { role: string; channel: string }

/** What one attempt to send a claimed row does, and how each way in which it can end is settled. */
export function attempts(bot: Bot, pace: Pace) {
  let tokenRefused = false

  async function send(row: OutboxRow, outgoing: Outgoing, method: Method): Promise<void> {
    const { channel, edits, message, role } = outgoing
    let posted: { channel?: string; ts?: string } | undefined
    try {
      const blocks = outgoing.chart ? [...message.blocks, outgoing.chart] : message.blocks
      if (edits) await bot.slack.posts.chat.update({ channel, ts: edits, text: message.text, blocks })
      else posted = await post(outgoing)
    } catch (error) {
      return failed(row, outgoing, method, await judged(failureOf(error), outgoing.channel))
    }
    // From here on Slack has the message, so nothing that goes wrong below may lead to sending it again.
    tokenRefused = false
    if (!posted) return end(row, { state: 'sent' })
    const place = posted.channel ?? channel
    await sent(row, role, { channel: place, ts: posted.ts ?? null })
    // Only now: a file may take longer than the lease of the message.
    if (outgoing.file) await attach(outgoing.file, place, outgoing.threadTs)
  }

  /** A file is a convenience beside its message, which went out already, so a refusal is noted and that is all. */
  async function attach(file: NonNullable<Outgoing['file']>, channel: string, threadTs: string | undefined) {
    try {
      await upload(
        bot,
        file,
        threadTs ? { channel_id: channel, thread_ts: threadTs } : { channel_id: channel },
      )
    } catch (error) {
      bot.log.warn({ code: failureOf(error).code }, 'Slack did not take a calendar file')
    }
  }

  /** Some workspaces refuse charts: refused means not posted, so the same goes again without, and so do all later ones. */
  async function post({ chart, ...outgoing }: Outgoing): Promise<{ channel?: string; ts?: string }> {
    const { channel, threadTs, message } = outgoing
    const blocks = chart ? [...message.blocks, chart] : message.blocks
    try {
      return await bot.slack.posts.chat.postMessage({
        channel,
        text: message.text,
        blocks,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        unfurl_links: false,
        unfurl_media: false,
      })
    } catch (error) {
      if (!chart || failureOf(error).code !== 'invalid_blocks') throw error
      bot.log.warn({ code: 'invalid_blocks' }, 'Slack refused a chart; it is left out from now on')
      await bot.db.commit((write) => [rememberNoCharts(write, bot.workspace)])
      return post(outgoing)
    }
  }

  async function sent(row: OutboxRow, role: string, place: MessagePlace): Promise<void> {
    try {
      await bot.db.commit((write) => [
        finish(write, row, { state: 'sent' }),
        remember(row, role, place, 'sent')(write),
      ])
    } catch (error) {
      const { handoffId, workspace } = row
      if (!(error instanceof StaleWrite) || !handoffId || !place.ts) throw error
      // Slack took longer than the lease, and the row was given up as uncertain meanwhile; now we know better.
      const known = { channel: place.channel, ts: place.ts }
      await bot.db.commit((write) => adopt(write, { id: handoffId, workspace }, role, known, bot.clock.now()))
    }
  }

  /** Slack has one word for an account of ours that is gone and for a person's; asking who we are tells them apart. */
  async function judged(failure: Failure, channel: string): Promise<Failure> {
    if (failure.code !== 'account_inactive' || /^[CG]/.test(channel)) return failure
    const knowsUs = await bot.slack.posts.auth.test().then(
      () => true,
      () => false,
    )
    return knowsUs ? { kind: 'gone', code: failure.code } : failure
  }

  async function failed(row: OutboxRow, outgoing: Outgoing, method: Method, failure: Failure): Promise<void> {
    const { kind, code } = failure
    bot.log.warn({ row: row.id, method, code, kind }, 'Slack did not take a message')
    switch (failure.kind) {
      case 'wait':
        pace.block(method, outgoing.channel, failure.seconds)
        return end(row, { state: 'pending', dueAt: later(failure.seconds * 1000), problem: code })
      case 'again':
        return retry(row, code)
      case 'token':
        tokenRefused = true
        return retry(row, code)
      case 'unknown':
        // Editing a message twice shows the same; posting it twice does not.
        if (outgoing.edits) return retry(row, code)
        if (row.kind === 'reminder')
          return end(row, { state: 'pending', dueAt: later(REMIND_AGAIN_MS), problem: code })
        return needHelp(row, outgoing, 'uncertain', code)
      case 'gone':
        if (await hasLeft(row, outgoing.channel)) return retry(row, code)
        return needHelp(row, outgoing, 'failed', code)
      case 'refused':
        return needHelp(row, outgoing, 'failed', code)
      default:
        return failure satisfies never
    }
  }

  /** Whoever a reminder was for has left; written anew, it finds who stands in for them. */
  async function hasLeft({ notice }: OutboxRow, channel: string): Promise<boolean> {
    if (!notice || !FINDS_SOMEBODY.has(notice.what)) return false
    const person = await bot.people.ask(channel).catch(() => undefined)
    return person !== undefined && person.kind !== 'member'
  }

  /** The message could not be written: perhaps the database was away for a moment, perhaps it never can be. */
  async function notWritten(row: OutboxRow, missing: MissingMessage): Promise<void> {
    if (row.attempts <= MOST_WRITING_TRIES) return retry(row, 'not_written')
    return needHelp(row, missing, 'failed', 'not_written')
  }

  /** A process died while sending. An edit is simply made again; a post may be there. */
  async function abandoned(row: OutboxRow, outgoing: Outgoing | undefined): Promise<void> {
    if (!outgoing || outgoing.edits || row.kind === 'reminder')
      return end(row, { state: 'pending', dueAt: bot.clock.now(), problem: 'process_died' })
    return needHelp(row, outgoing, 'uncertain', 'process_died')
  }

  async function needHelp(
    row: OutboxRow,
    missing: MissingMessage,
    why: 'uncertain' | 'failed',
    problem: string,
  ): Promise<void> {
    const { handoffId, workspace } = row
    const notices = handoffId ? await requests(row, handoffId, why) : []
    const posts = handoffId ? [] : await requestsOfPost(row, why)
    const now = bot.clock.now()
    await bot.db.commit((write) => [
      finish(write, row, { state: why, problem }),
      remember(row, missing.role, { channel: missing.channel, ts: null }, why)(write),
      ...(handoffId ? enqueue(write, { id: handoffId, workspace }, notices, now) : []),
      ...enqueuePosts(write, workspace, posts, now),
    ])
  }

  /** A list or a digest has no SDR; an admin is asked, and when they cannot be reached the next one. */
  async function requestsOfPost(
    { id, notice, revision }: OutboxRow,
    why: 'uncertain' | 'failed',
  ): Promise<Post[]> {
    const teams = await teamsOf(bot.db, bot.workspace)
    const helpers = fixersOf(teams)
    const asked = notice?.what === 'post_undelivered' ? notice : undefined
    const to = helpers[asked ? helpers.indexOf(asked.to) + 1 : 0]
    if (!to) return []
    return [
      asked
        ? { ...asked, to }
        : { kind: 'reminder', what: 'post_undelivered', of: id, try: revision, to, why },
    ]
  }

  /**
   * Whom to ask. The SDR can look whether a message is there; one that Slack refuses for good also needs somebody who
   * can mend it. When a request itself cannot be delivered, the next person is asked, until there is nobody left.
   */
  async function requests(row: OutboxRow, handoffId: string, why: 'uncertain' | 'failed'): Promise<Notice[]> {
    const handoff = await loadHandoff(bot.db, handoffId)
    if (!handoff) return []
    const { sdr, team } = handoff
    const fixers = fixersOf([team])
    const { notice } = row
    if (notice?.what === 'undelivered') {
      const everybody = [...new Set([sdr, ...fixers])]
      const next = everybody[everybody.indexOf(notice.to) + 1]
      return next ? [{ ...notice, to: next }] : []
    }
    if (row.kind === 'reminder') return []
    const told: UserId[] = why === 'failed' ? [sdr, ...fixers.slice(0, 1)] : [sdr]
    const request = { kind: 'reminder', what: 'undelivered', of: row.id, try: row.revision, why } as const
    return [...new Set(told)].map((to) => ({ ...request, to }))
  }

  function remember(
    row: OutboxRow,
    role: string,
    place: MessagePlace,
    state: 'sent' | 'uncertain' | 'failed',
  ): (write: Write) => Statement {
    const { workspace, handoffId } = row
    const message = { id: `${handoffId ?? workspace}:${role}`, workspace, handoffId, role, ...place }
    return (write) => recordMessage(write, { ...message, state, at: bot.clock.now() })
  }

  async function end(row: OutboxRow, outcome: AttemptOutcome): Promise<void> {
    await bot.db.commit((write) => [finish(write, row, outcome)])
  }

  function retry(row: OutboxRow, problem: string): Promise<void> {
    const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(row.attempts - 1, 10), LONGEST_RETRY_MS)
    return end(row, { state: 'pending', dueAt: later(pause), problem })
  }

  const later = (ms: number): Date => new Date(bot.clock.now().getTime() + ms)

  return { send, end, retry, notWritten, abandoned, tokenIsKnown: () => !tokenRefused }
}
