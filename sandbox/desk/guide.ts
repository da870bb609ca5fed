import type { Fields } from '../json.ts'
import type { Message } from '../slack/state.ts'
import type { Workspace } from '../workspace.ts'

/** What the visitor has done since they came; the page's guided path ticks its steps off by this. */
export const progressOf = ({ state, clock }: Workspace, since: Date): Fields => {
  const isNew = (ts: string) => Number(ts) * 1000 >= since.getTime()
  const cards = state.messages.filter(
    ({ author, threadTs, onlyFor, channel, ts }) =>
      author === state.botUserId &&
      threadTs === undefined &&
      onlyFor === undefined &&
      channel === state.channelCalled('handoffs').id &&
      isNew(ts),
  )
  const isAnswered = ({ blocks }: Message) => !JSON.stringify(blocks).includes('"accept"')
  const posts = state.messages.filter(
    ({ channel, threadTs, ts }) =>
      threadTs === undefined && channel === state.channelCalled('leadership').id && isNew(ts),
  )
  return {
    since: since.getTime(),
    handedOff: cards.length > 0,
    answered: cards.some(isAnswered),
    later: clock.now().getTime() - since.getTime() > 20 * 3_600_000 && posts.length > 0,
  }
}
