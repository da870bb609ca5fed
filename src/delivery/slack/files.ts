import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { type Bot, whatBroke } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { failureOf } from './errors.ts'
import type { TemporaryFile } from './temporary_file.ts'

/** A few lines are given as they are; what may be long lies in a temporary file. */
export type File = { name: string; title: string; content: string | TemporaryFile }

/** A long file over a slow line takes its time; then something is wrong. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000

/**
 * Sends somebody a file in their own conversation with Handoff. It is made for the one person who asked, so it is not
 * kept for later: when Slack does not take it, they hear so and ask again. False when it did not arrive.
 */
export async function sendFile(
  bot: Bot,
  to: UserId,
  { text, blocks }: Message,
  file: File,
): Promise<boolean> {
  try {
    // A message opens the conversation; opening it by itself would need another permission.
    const said = await bot.slack.posts.chat.postMessage({ channel: to, text, blocks })
    if (!said.channel) throw new Error('Slack named no conversation')
    await upload(bot, file, { channel_id: said.channel })
    return true
  } catch (error) {
    bot.log.warn({ code: failureOf(error).code, error: whatBroke(error) }, 'a file did not arrive')
    return false
  }
}

/** Uploads in Slack's three steps, since its client would hold the whole file in memory. Throws when Slack refuses. */
export async function upload(
  { slack }: Pick<Bot, 'slack'>,
  { name, title, content }: File,
  place: { channel_id: string } | { channel_id: string; thread_ts: string },
): Promise<void> {
  const length = typeof content === 'string' ? Buffer.byteLength(content) : content.size
  const { upload_url, file_id } = await slack.posts.files.getUploadURLExternal({ filename: name, length })
  if (!upload_url || !file_id) throw new Error('Slack named no place for a file')
  const status = await put(
    upload_url,
    length,
    typeof content === 'string' ? Readable.from([content]) : content.read(),
  )
  if (status !== 200) throw Object.assign(new Error('Slack did not take a file'), { code: `http_${status}` })
  await slack.posts.files.completeUploadExternal({ files: [{ id: file_id, title }], ...place })
}

/** Node's own request waits for whoever reads slowly, where `fetch` would hold all that was not sent yet in memory. */
async function put(url: string, length: number, content: Readable): Promise<number | undefined> {
  const { request } = url.startsWith('https:') ? https : http
  const sending = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'content-length': length },
    agent: false,
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  })
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    sending.once('response', resolve)
    // Also what breaks after the answer is heard here: unheard, it would end the process.
    sending.on('error', reject)
  })
  content.once('error', (error) => sending.destroy(error)).pipe(sending)
  const answer = await answered
  answer.resume()
  return answer.statusCode
}
