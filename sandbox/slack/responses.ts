import { randomBytes } from 'node:crypto'
import { checkMessageBlocks } from '../blocks/message.ts'
import { type Fields, listOf, recordsOf, textOf } from '../json.ts'
import type { Message, State } from './state.ts'
import { withIds } from './views.ts'

const mostUses = 5

const livesMs = 30 * 60_000

interface ResponseUrl {
  userId: string
  channel: string
  /** The message whose button was clicked; a command has none. */
  original: Message | undefined
  issuedAt: number
  uses: number
}

interface Reply {
  status: number
  body: Fields
}

const no = (status: number, error: string): Reply => ({ status, body: { ok: false, error } })

/**
 * Posts what the app says by way of an answer: to a command within its ack, or through a response_url. Such
 * messages are private unless they say otherwise, and reach channels the app is not in.
 */
export const answerMessage = (
  state: State,
  content: Fields,
  to: { userId: string; channel: string },
): Message | { refused: string } => {
  const blocks = listOf(content.blocks)
  if (blocks.length === 0 && textOf(content.text) === '') return { refused: 'no_text' }
  const problems = content.blocks === undefined ? [] : checkMessageBlocks(content.blocks)
  if (problems.length > 0) {
    state.problems.push(`answer refused: ${problems.join('; ')}`)
    return { refused: 'invalid_blocks' }
  }
  return state.post({
    channel: to.channel,
    threadTs: textOf(content.thread_ts) === '' ? undefined : textOf(content.thread_ts),
    author: state.botUserId,
    text: textOf(content.text),
    blocks: withIds(recordsOf(blocks), JSON.stringify(blocks)),
    metadata: undefined,
    onlyFor: content.response_type === 'in_channel' ? undefined : to.userId,
    linkNames: content.link_names === true || content.parse === 'full',
  })
}

/** The addresses at which the app may answer one command or click: five times, for half an hour. */
export class Responses {
  private readonly state: State
  private readonly issued = new Map<string, ResponseUrl>()

  constructor(state: State) {
    this.state = state
  }

  issue(userId: string, channel: string, original?: Message): string {
    const token = `${this.state.teamId}/${this.issued.size + 1}/${randomBytes(12).toString('hex')}`
    const issuedAt = this.state.clock.now().getTime()
    this.issued.set(token, { userId, channel, original, issuedAt, uses: 0 })
    return `/response/${token}`
  }

  handle(token: string, content: Fields): Reply {
    const url = this.issued.get(token)
    if (url === undefined) return no(404, 'invalid_url')
    if (this.state.clock.now().getTime() - url.issuedAt > livesMs) return no(404, 'expired_url')
    if (url.uses >= mostUses) return no(404, 'used_url')
    url.uses += 1
    const refused = this.apply(url, content)
    return refused === undefined ? { status: 200, body: { ok: true } } : no(400, refused)
  }

  private apply(url: ResponseUrl, content: Fields): string | undefined {
    const { original } = url
    if (content.delete_original === true && original !== undefined) {
      original.deleted = true
      this.state.changed()
      return undefined
    }
    if (content.replace_original === true && original !== undefined) return this.replace(original, content)
    const posted = answerMessage(this.state, content, url)
    return 'refused' in posted ? posted.refused : undefined
  }

  private replace(original: Message, content: Fields): string | undefined {
    const problems = content.blocks === undefined ? [] : checkMessageBlocks(content.blocks)
    if (problems.length > 0) {
      this.state.problems.push(`answer refused: ${problems.join('; ')}`)
      return 'invalid_blocks'
    }
    if (textOf(content.text) === '' && listOf(content.blocks).length === 0) return 'no_text'
    original.text = textOf(content.text)
    original.blocks = withIds(content.blocks, JSON.stringify(content))
    this.state.changed()
    return undefined
  }
}
