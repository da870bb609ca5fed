import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Fields, fieldsOf, isFields, parsed, textOf } from '../json.ts'

const mostConnections = 10

const pingEveryMs = 10_000

interface Waiting {
  socket: WebSocket
  acked: (payload: Fields) => void
  lost: () => void
}

/** The Socket Mode side: connections the app opened, envelopes sent to any one of them, their acknowledgements. */
export class Sockets {
  private readonly server = new WebSocketServer({ noServer: true })
  private readonly tickets = new Set<string>()
  private readonly open: WebSocket[] = []
  private readonly waiting = new Map<string, Waiting>()
  private readonly appId: string
  private turn = 0

  constructor(appId: string) {
    this.appId = appId
  }

  get count(): number {
    return this.open.length
  }

  /** A url that admits one connection. */
  ticket(): string {
    const ticket = randomUUID()
    this.tickets.add(ticket)
    return `/link/?ticket=${ticket}&app_id=${this.appId}`
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
    if (!this.tickets.delete(ticket)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n')
      return
    }
    this.server.handleUpgrade(request, socket, head, (connection) => this.welcome(connection))
  }

  private welcome(connection: WebSocket): void {
    if (this.open.length >= mostConnections) {
      connection.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: {} }))
      connection.close()
      return
    }
    this.open.push(connection)
    const ping = setInterval(() => connection.ping('keepalive'), pingEveryMs)
    ping.unref()
    connection.on('message', (data) => this.receive(String(data)))
    connection.on('error', () => connection.terminate())
    connection.on('close', () => {
      clearInterval(ping)
      this.forget(connection)
    })
    const hello = {
      type: 'hello',
      num_connections: this.open.length,
      connection_info: { app_id: this.appId },
      debug_info: { host: 'applink-sandbox', approximate_connection_time: 18_060 },
    }
    connection.send(JSON.stringify(hello))
    // Clients of Slack expect to be pinged; the first ping comes at once so that their watchdog is armed.
    connection.ping('hello')
  }

  private forget(connection: WebSocket): void {
    const index = this.open.indexOf(connection)
    if (index >= 0) this.open.splice(index, 1)
    for (const [id, { socket, lost }] of this.waiting) {
      if (socket !== connection) continue
      this.waiting.delete(id)
      lost()
    }
  }

  private receive(data: string): void {
    const message = parsed(data)
    if (!isFields(message)) return
    const id = textOf(message.envelope_id)
    const waiting = this.waiting.get(id)
    this.waiting.delete(id)
    waiting?.acked(fieldsOf(message.payload))
  }

  /** Sends one envelope; resolves with the ack's payload, or with nothing when the connection or the time is gone. */
  send(envelope: Fields, atMostMs: number): Promise<Fields | 'late' | 'lost'> {
    this.turn += 1
    const socket = this.open[this.turn % Math.max(1, this.open.length)]
    if (socket === undefined) return Promise.resolve('lost')
    const id = randomUUID()
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id)
        resolve('late')
      }, atMostMs)
      const settle = (result: Fields | 'lost') => {
        clearTimeout(timer)
        resolve(result)
      }
      this.waiting.set(id, { socket, acked: settle, lost: () => settle('lost') })
      socket.send(JSON.stringify({ envelope_id: id, ...envelope }))
    })
  }

  /** Slack asks its clients to reconnect every few hours; the connection stays open until they have gone. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
    const message = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-sandbox' } })
    for (const connection of [...this.open]) connection.send(message)
  }

  /** Connections break without a word. */
  drop(): void {
    for (const connection of [...this.open]) connection.terminate()
  }
}
