import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { HandClock } from '../../sandbox/clock.ts'
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../sandbox/workspace.ts'

const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

export const aClient = (workspace: Workspace, token = workspace.botToken, timeout = 10_000): WebClient =>
  new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: quiet,
  })

const start = new Date('2026-11-20T22:02:00Z')

export const aWorkspace = async (options: Partial<WorkspaceOptions> = {}) => {
  const clock = options.clock ?? new HandClock(start)
  const workspace = await startWorkspace({ ...options, clock })
  return { workspace, clock, client: aClient(workspace) }
}

interface Running {
  app: App
  stop: () => Promise<void>
}

const appFor = (workspace: Workspace, receiver: HTTPReceiver | SocketModeReceiver): App =>
  new App({
    receiver,
    token: workspace.botToken,
    logger: quiet,
    convoStore: false,
    deferInitialization: true,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
  })

/** A real Bolt app that listens by HTTP, with the listeners of one test. */
export const httpApp = async (workspace: Workspace, register: (app: App) => void): Promise<Running> => {
  const receiver = new HTTPReceiver({ signingSecret: workspace.signingSecret, logger: quiet })
  const app = appFor(workspace, receiver)
  await app.init()
  register(app)
  const server = await app.start({ port: 0, host: '127.0.0.1' })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the app has no port')
  workspace.connect({ mode: 'http', url: `http://127.0.0.1:${address.port}/slack/events` })
  return {
    app,
    stop: async () => {
      await app.stop()
    },
  }
}

export const socketApp = async (workspace: Workspace, register: (app: App) => void): Promise<Running> => {
  const receiver = new SocketModeReceiver({
    appToken: workspace.appToken,
    logger: quiet,
    // Also the pause before it reconnects; a shorter one drops healthy connections on a busy machine.
    clientPingTimeout: 150,
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } } },
  })
  const app = appFor(workspace, receiver)
  await app.init()
  register(app)
  await app.start()
  workspace.connect({ mode: 'socket' })
  return {
    app,
    stop: async () => {
      await receiver.client.disconnect()
    },
  }
}
