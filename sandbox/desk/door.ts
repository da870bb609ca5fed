import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

export interface Rooms {
  isDown: () => boolean
  serve: (room: string, name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>
  accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  failed: (path: string, error: unknown) => void
}

/** The port a server was given; Node describes other kinds of addresses too, which do not occur here. */
export const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port')
  return address.port
}

/** The one port of the workspace. In an outage it cuts every connection instead of answering. */
export class Door {
  origin = ''
  private readonly rooms: Rooms
  private readonly server = createServer((request, response) => this.route(request, response))
  private readonly links = new Set<Duplex>()

  constructor(rooms: Rooms) {
    this.rooms = rooms
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head))
  }

  listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, host, () => {
        this.origin = `http://${host}:${portOf(this.server)}`
        resolve()
      })
    })
  }

  cut(): void {
    for (const link of this.links) link.destroy()
    this.server.closeAllConnections()
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise<void>((done) => this.server.close(() => done()))
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.rooms.isDown() || request.url?.startsWith('/link/') !== true) {
      socket.destroy()
      return
    }
    this.links.add(socket)
    socket.once('close', () => this.links.delete(socket))
    this.rooms.accept(request, socket, head)
  }

  private route(request: IncomingMessage, response: ServerResponse): void {
    if (this.rooms.isDown()) {
      request.socket.destroy()
      return
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const [, room = '', ...rest] = path.split('/')
    this.rooms.serve(room, rest.join('/'), request, response).catch((error: unknown) => {
      this.rooms.failed(path, error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
}
