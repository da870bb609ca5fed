import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { WebClient } from '@slack/web-api'
import { expect, it, onTestFinished } from 'vitest'
import { type File, upload } from '../../src/delivery/slack/files.ts'

/** As much of Slack as an upload needs, where `take` says what becomes of the bytes. */
async function slackThatTakes(take: (request: IncomingMessage, response: ServerResponse) => void) {
  const server: Server = createServer((request, response) => {
    if (request.url === '/file') return take(request, response)
    const { port } = server.address() as AddressInfo
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ ok: true, upload_url: `http://127.0.0.1:${port}/file`, file_id: 'F1' }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const client = new WebClient('xoxb', {
    slackApiUrl: `http://127.0.0.1:${port}/`,
    retryConfig: { retries: 0 },
  })
  return { slack: { posts: client, reads: client, forms: client } }
}

const file = (content: File['content']): File => ({ name: 'a.csv', title: 'A', content })

const IN_THEIR_MESSAGES = { channel_id: 'D1' }

it('a small file arrives each time, however soon it is answered', async () => {
  let taken = 0
  const bot = await slackThatTakes((request, response) => {
    request.resume().once('end', () => {
      taken += 1
      response.end('OK')
    })
  })
  const words = 'a,b\r\n1,2\r\n'
  // Whoever reads a file hears of its end after its last byte, when Slack may have answered already.
  async function* endsLater() {
    yield Buffer.from(words)
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  for (let nth = 0; nth < 20; nth += 1) {
    await upload(bot, file(words), IN_THEIR_MESSAGES)
    await upload(bot, file({ size: words.length, read: () => Readable.from(endsLater()) }), IN_THEIR_MESSAGES)
  }
  expect(taken).toBe(40)
})

it('what is refused is said with Slack’s status, also when it is refused before all of it was sent', async () => {
  const bot = await slackThatTakes((_request, response) => {
    response.writeHead(413, { connection: 'close' }).end()
  })
  const long = 'x'.repeat(5_000_000)
  await expect(upload(bot, file(long), IN_THEIR_MESSAGES)).rejects.toThrow()
})

it('a long file is read no faster than it is taken', async () => {
  const MEGABYTE = 1_000_000
  const size = 200 * MEGABYTE
  let read = 0
  function* pieces() {
    for (const piece = Buffer.alloc(MEGABYTE / 10); read < size; read += piece.length) yield piece
  }
  let begins: (request: IncomingMessage) => void = () => undefined
  const asked = new Promise<IncomingMessage>((resolve) => {
    begins = resolve
  })
  const bot = await slackThatTakes((request, response) => {
    begins(request)
    request.once('end', () => response.end('OK'))
  })
  const sent = upload(bot, file({ size, read: () => Readable.from(pieces()) }), IN_THEIR_MESSAGES)
  const request = await asked
  // Nobody takes anything: what was read lies in the buffers between two sockets, and nothing more is read.
  let before = -1
  while (read !== before) {
    before = read
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(read).toBeLessThan(50 * MEGABYTE)
  request.resume()
  await sent
  expect(read).toBe(size)
})
