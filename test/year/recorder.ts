import type { Clock, Slack } from '../../src/bot.ts'
import { hasLeft, WORKSPACE, workerOf } from './team.ts'

/** A message as Slack got it. `in` is the channel or person that it was sent to. */
export type Heard = {
  when: number
  method: 'post' | 'update'
  in: string
  ts: string
  threadTs: string | undefined
  text: string
  blocks: unknown
}

type Sent = { channel: string; text?: string; blocks?: unknown; thread_ts?: string; ts?: string }

/** A Slack that takes everything at once and remembers when it heard what. */
export function recorder(clock: Clock): { slack: Slack; heard: Heard[] } {
  const heard: Heard[] = []
  let count = 0
  const note = (method: Heard['method'], sent: Sent, ts: string): void => {
    const { channel, text = '', blocks, thread_ts: threadTs } = sent
    heard.push({ when: clock.now().getTime(), method, in: channel, ts, threadTs, text, blocks })
  }
  const chat = {
    async postMessage(sent: Sent) {
      count += 1
      const ts = `${Math.floor(clock.now().getTime() / 1000)}.${String(count).padStart(6, '0')}`
      note('post', sent, ts)
      return { ok: true, channel: sent.channel.replace(/^U/, 'D'), ts }
    },
    async update(sent: Sent) {
      note('update', sent, sent.ts ?? '')
      return { ok: true }
    },
  }
  const users = {
    async info({ user: id }: { user: string }) {
      const { zone } = workerOf(id)
      const deleted = hasLeft(id, clock.now().getTime())
      return { ok: true, user: { id, team_id: WORKSPACE, name: id, real_name: id, tz: zone, deleted } }
    },
  }
  return { slack: { posts: { chat }, reads: { users }, forms: {} } as unknown as Slack, heard }
}
