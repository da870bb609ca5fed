import { Agent, request } from 'node:http'
import { signedHeaders } from '../../sandbox/slack/signing.ts'

/** A request of Slack's that is sent over and over. */
export type Repeated = { port: number; secret: string; body: string }

export type Round = { acks: number; perSecond: number; p50: number; p99: number }

/** Sends it once and gives back what was said; anything but an ack is an error. */
export function asker({ port, secret, body }: Repeated, agent: Agent): () => Promise<string> {
  let signedAt = 0
  let headers: Record<string, string | number> = {}
  return () =>
    new Promise((resolve, reject) => {
      // A signature holds for a second, so that signing costs the bench as good as nothing.
      const second = Math.floor(Date.now() / 1000)
      if (second !== signedAt) headers = { ...headersOf(body), ...signedHeaders(secret, body) }
      signedAt = second
      const options = { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', agent, headers }
      const sent = request(options, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => {
          text += part
        })
        response.on('error', reject)
        response.on('end', () =>
          response.statusCode === 200 ? resolve(text) : reject(new Error(`answered ${response.statusCode}`)),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
}

const headersOf = (body: string) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': Buffer.byteLength(body),
})

/** As many requests as are answered in this time, each connection sending its next one when it has its answer. */
export async function load(repeated: Repeated, connections: number, forMs: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = asker(repeated, agent)
  const took: number[] = []
  const began = performance.now()
  const one = async () => {
    while (performance.now() - began < forMs) {
      const sent = performance.now()
      await ask()
      took.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.floor(share * (took.length - 1))] ?? 0
  return { acks: took.length, perSecond: took.length / seconds, p50: at(0.5), p99: at(0.99) }
}
