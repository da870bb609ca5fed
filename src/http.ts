import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from './bot.ts'

export type Readiness = { ready: boolean; database: boolean; slack: boolean; jobs: boolean }

export const EVENTS_PATH = '/slack/events'

/** Slack allows its requests to be five minutes off, in either direction. */
const CLOCK_SKEW_SECONDS = 300

type Doors = {
  health: () => Promise<Readiness>
  /** In HTTP mode: Bolt's own listener for everything that Slack sends. */
  slack?: RequestListener | undefined
  wallClock: Clock['now']
}

export type HttpServer = { port: number; close(): Promise<void> }

/** The process's one HTTP server: health checks in both modes, Slack's requests in HTTP mode. */
export async function listen(port: number, host: string, doors: Doors): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void route(request, response, doors)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

async function route(request: IncomingMessage, response: ServerResponse, doors: Doors): Promise<void> {
  const path = request.url?.split('?')[0]
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && path === '/healthz') return sendJson(response, 200, { alive: true })
  if (reads && path === '/readyz') {
    const health = await doors.health()
    return sendJson(response, health.ready ? 200 : 503, health)
  }
  if (doors.slack && request.method === 'POST' && path === EVENTS_PATH) {
    if (isFromTheFuture(request, doors.wallClock())) return sendJson(response, 401, { error: 'timestamp' })
    return doors.slack(request, response)
  }
  return sendJson(response, 404, { error: 'not_found' })
}

/** Bolt refuses requests that are too old, but not those that claim to come from the future. */
function isFromTheFuture(request: IncomingMessage, now: Date): boolean {
  const sent = Number(request.headers['x-slack-request-timestamp'])
  return Number.isFinite(sent) && sent - now.getTime() / 1000 > CLOCK_SKEW_SECONDS
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
