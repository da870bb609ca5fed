import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fieldsOf, parsed } from '../json.ts'
import { serveDownload } from '../people/downloads.ts'
import type { Workspace } from '../workspace.ts'
import type { Backstage } from './backstage.ts'
import { portOf } from './door.ts'
import { progressOf } from './guide.ts'
import { performAct } from './page-acts.ts'
import { pageStateFor } from './page-state.ts'

export interface ServedPage {
  url: string
  port: number
  close: () => Promise<void>
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

const folder = new URL('../page/', import.meta.url)

const serveFile = async (name: string, response: ServerResponse): Promise<void> => {
  const type = types[/^[a-z-]+\.([a-z]+)$/.exec(name)?.[1] ?? '']
  const content =
    type === undefined ? undefined : await readFile(new URL(name, folder)).catch(() => undefined)
  if (content === undefined) {
    response.writeHead(404).end('There is nothing here.')
    return
  }
  const policy = "default-src 'self'; img-src 'self' https: data:; style-src 'self'; base-uri 'none'"
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': 'no-store',
  })
  response.end(content)
}

/** Tells the page that something changed; many changes at once are told once. */
const serveChanges = (workspace: Workspace, response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('data: hello\n\n')
  let pending: NodeJS.Timeout | undefined
  const stop = workspace.state.watch(() => {
    pending ??= setTimeout(() => {
      pending = undefined
      response.write('data: changed\n\n')
    }, 30)
  })
  response.on('close', () => {
    clearTimeout(pending)
    stop()
  })
}

const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

const serve = async (
  { workspace, backstage, since }: Shown,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'GET' && url.pathname === '/changes') return serveChanges(workspace, response)
  if (request.method === 'GET' && url.pathname === '/state') {
    const asked = (name: string, otherwise: string) => url.searchParams.get(name) ?? otherwise
    const looking = { as: asked('as', 'sam'), place: asked('place', 'handoffs'), thread: asked('thread', '') }
    return sendJson(response, 200, {
      ...pageStateFor(workspace, looking),
      guide: progressOf(workspace, since),
      backstage: await backstage(),
    })
  }
  if (request.method === 'POST' && url.pathname === '/act') {
    // A page of another origin cannot send this type without asking first, and it will not be allowed to.
    if (request.headers['content-type'] !== 'application/json') return sendJson(response, 415, { ok: false })
    return sendJson(response, 200, await performAct(workspace, fieldsOf(parsed(await readText(request)))))
  }
  const download = /^\/files\/([A-Z0-9]+)$/.exec(url.pathname)?.[1]
  if (request.method === 'GET' && download !== undefined) {
    return serveDownload(workspace, download, url.searchParams.get('as') ?? '', response)
  }
  const name = url.pathname === '/' ? 'index.html' : url.pathname.slice(1)
  if (request.method === 'GET') return serveFile(name, response)
  response.writeHead(405).end()
}

/** What one page is about; `since` is when its person came, which is when the history before it ended. */
interface Shown {
  workspace: Workspace
  backstage: Backstage
  since: Date
}

const listenOn = (server: Server, host: string, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    }
    server.once('error', refused)
    server.listen(port, host, () => {
      server.off('error', refused)
      resolve(true)
    })
  })

/** Serves the page on the wanted port, or on the next one that is free; the answer says which. */
export const servePage = async (
  workspace: Workspace,
  options: { port?: number; host?: string; backstage?: Backstage } = {},
): Promise<ServedPage> => {
  const host = options.host ?? '127.0.0.1'
  const backstage =
    options.backstage ?? (async () => ({ next: [], waiting: { count: 0, rows: [] }, weather: 'fine' }))
  const shown = { workspace, backstage, since: workspace.clock.now() }
  const server = createServer((request, response) => {
    serve(shown, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      if (!response.headersSent) sendJson(response, 400, { ok: false, message })
    })
  })
  const wanted = options.port ?? 4000
  let port = wanted
  while (!(await listenOn(server, host, port))) {
    port += 1
    if (port > wanted + 50) throw new Error(`no free port between ${wanted} and ${port}`)
  }
  const taken = portOf(server)
  return {
    url: `http://${host}:${taken}/`,
    port: taken,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
