import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt'
import { type InFlight, makeApp } from './app.ts'
import { type Bot, type Clock, type Log, type Slack, whatBroke } from './bot.ts'
import type { Config } from './config.ts'
import { type Delivery, startDelivery } from './delivery/outbox/worker.ts'
import { knowPeople } from './delivery/people.ts'
import { checkChannel } from './delivery/slack/channels.ts'
import { connectSlack, slackLogger } from './delivery/slack/client.ts'
import { failureOf } from './delivery/slack/errors.ts'
import { defaultRules } from './domain/settings/defaults.ts'
import { EVENTS_PATH, listen, type Readiness } from './http.ts'
import { runJobs, sayWhatIsNext } from './scheduler/index.ts'
import type { OnStatement } from './store/database.ts'
import { fillIn } from './store/fill_ins.ts'
import { openDatabase } from './store/open.ts'
import { setUpRules } from './store/settings.ts'
import { setUpTeam } from './store/teams/teams.ts'

/** Why the process cannot run as it is set up; one line for whoever started it. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

export type Dependencies = {
  config: Config
  clock: Clock
  newId: () => string
  log: Log
  /** Slack signs its requests with the real time, also where the product's clock is set by hand. */
  wallClock: () => Date
  onStatement?: OnStatement | undefined
  /** Something happened after the start that only a person can mend. */
  onFatal: (reason: string) => void
}

export type Running = {
  bot: Bot
  port: number
  /** One round of jobs, to be called every minute. */
  tick(): Promise<void>
  /** Resolves when nothing is being handled or sent. */
  idle(): Promise<void>
  stop(): Promise<void>
}

type BotIdentity = { botToken: string; botId: string; botUserId: string; teamId: string; url: string }

const FIRST_PAUSE_MS = 1_000

const LONGEST_PAUSE_MS = 30_000

/** Jobs run every minute; three missed rounds are a reason to look. */
const JOBS_LATE_MS = 3 * 60_000

/** A socket that does not say goodbye in this time is closed without. */
const GOODBYE_MS = 3_000

/** Puts the product together and starts it: database, health checks, Slack, delivery. */
export async function startHandoff(around: Dependencies): Promise<Running> {
  const { config, clock, log } = around
  const db = await openDatabase(config.DATABASE_URL, {
    onLost: (error) => log.warn({ error: error.name }, 'a database connection was lost'),
    onStatement: around.onStatement,
  }).catch((error: unknown) => {
    throw new CannotStart(`DATABASE_URL cannot be opened: ${error instanceof Error ? error.message : error}`)
  })
  const slack = connectSlack(config.SLACK_BOT_TOKEN, config.SLACK_API_URL, log)
  let health = async (): Promise<Readiness> => ({ ready: false, database: true, slack: false, jobs: false })
  const doors: Parameters<typeof listen>[2] = { health: () => health(), wallClock: around.wallClock }
  const http = await listen(config.PORT, config.HOST, doors).catch((error: NodeJS.ErrnoException) => {
    throw new CannotStart(`PORT ${config.PORT} cannot be used on ${config.HOST}: ${error.code}`)
  })

  const identity = await identify(slack, around)
  const { teamId: workspace, url: workspaceUrl } = identity
  await setUp(db, workspace, around).catch((error: unknown) => {
    throw new CannotStart(`the database failed while Handoff was starting: ${whatBroke(error)}`)
  })
  const people = knowPeople({ db, slack, clock, log, workspace })
  let delivery: Delivery | undefined
  const bot: Bot = {
    db,
    slack,
    people,
    clock,
    newId: around.newId,
    log,
    workspace,
    workspaceUrl,
    deliver: () => delivery?.deliver(),
    changed: () => undefined,
  }
  await warnAboutChannel(slack, around)

  delivery = startDelivery(bot)
  const receiver = makeReceiver(config, log)
  const inFlight = makeApp(bot, receiver, identity, config.SLACK_API_URL, () =>
    around.onFatal('Slack says that the app was removed or its token revoked'),
  )
  if (receiver instanceof HTTPReceiver) doors.slack = receiver.requestListener
  else await connectSocket(receiver)

  let lastRound = clock.now()
  const tick = async (): Promise<void> => {
    lastRound = clock.now()
    await runJobs(bot)
  }
  health = () => healthOf(bot, delivery, receiver, () => clock.now().getTime() - lastRound.getTime())
  await tick()
  warnAboutPeople(bot, config).catch(() => log.warn({}, 'the configured people could not be checked'))
  sayWhatIsNext(bot).catch((error: unknown) =>
    log.warn({ error: whatBroke(error) }, 'the next posts could not be worked out'),
  )
  log.info(
    { workspace, mode: receiver instanceof HTTPReceiver ? 'http' : 'socket', port: http.port },
    'Handoff is running',
  )
  return {
    bot,
    port: http.port,
    tick,
    idle: () => whenIdle(inFlight, delivery),
    async stop() {
      if (receiver instanceof SocketModeReceiver) await closeSocket(receiver)
      const closed = http.close()
      await inFlight.idle()
      await delivery.stop()
      await closed
      await db.close()
    },
  }
}

/** Asks Slack who we are until it answers; a token that Slack refuses cannot become right by waiting. */
async function identify(slack: Slack, { config, clock, log }: Dependencies): Promise<BotIdentity> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      const { bot_id: botId, user_id: botUserId, team_id: teamId, url } = await slack.posts.auth.test()
      if (!botId || !botUserId || !teamId || !url) throw new CannotStart('SLACK_BOT_TOKEN is not a bot token')
      return { botToken: config.SLACK_BOT_TOKEN, botId, botUserId, teamId, url }
    } catch (error) {
      if (error instanceof CannotStart) throw error
      const failure = failureOf(error)
      if (failure.kind === 'token')
        throw new CannotStart(`SLACK_BOT_TOKEN was refused by Slack: ${failure.code}`)
      log.warn(
        { code: failure.code, secondsToNextTry: pause / 1000 },
        'Slack cannot be reached; trying again',
      )
      await pauseFor(clock, pause)
    }
  }
}

async function setUp(db: Bot['db'], workspace: string, { config, clock }: Dependencies): Promise<void> {
  const now = clock.now()
  await fillIn(db, { now: () => clock.now(), nameOf: whatBroke })
  const team = {
    channel: config.HANDOFF_CHANNEL_ID,
    sdrs: config.HANDOFF_SDR_IDS,
    aes: config.HANDOFF_AE_IDS,
    managers: config.HANDOFF_MANAGER_IDS,
    admins: config.HANDOFF_ADMIN_IDS,
  }
  await setUpTeam(db, workspace, team, now)
  const usual = defaultRules(config.HANDOFF_TIMEZONE)
  const channels = {
    leadership: config.LEADERSHIP_CHANNEL_ID,
    stuck: config.STUCK_CHANNEL_ID ?? config.HANDOFF_CHANNEL_ID,
  }
  await setUpRules(db, workspace, { ...usual, posts: { ...usual.posts, ...channels } }, now)
}

/** A wrong channel is said at the start and does not stop it: handoffs are safe, and the bot may be invited later. */
async function warnAboutChannel(slack: Slack, { config, clock, log }: Dependencies): Promise<void> {
  const channel = config.HANDOFF_CHANNEL_ID
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const { trouble, code } = await checkChannel(slack.posts, channel)
    switch (trouble) {
      case undefined:
        return
      case 'shared':
        throw new CannotStart(
          'HANDOFF_CHANNEL_ID is shared with another company; prospects may not be posted there',
        )
      case 'archived':
        return log.warn({ channel }, 'HANDOFF_CHANNEL_ID is archived: unarchive it or set another')
      case 'not_a_member':
        return log.warn({ channel }, 'Handoff is not in HANDOFF_CHANNEL_ID: invite it with /invite @Handoff')
      case 'not_seen':
        return log.warn({ channel, code }, 'HANDOFF_CHANNEL_ID could not be checked: is Handoff invited?')
      case 'unsure':
        await pauseFor(clock, pause)
        break
      default:
        trouble satisfies never
    }
  }
}

/** An id that is nobody's would be handed leads; whoever set it up hears at once. */
async function warnAboutPeople({ people, log }: Bot, config: Config): Promise<void> {
  const { HANDOFF_SDR_IDS, HANDOFF_AE_IDS, HANDOFF_MANAGER_IDS, HANDOFF_ADMIN_IDS } = config
  for (const id of new Set([
    ...HANDOFF_SDR_IDS,
    ...HANDOFF_AE_IDS,
    ...HANDOFF_MANAGER_IDS,
    ...HANDOFF_ADMIN_IDS,
  ])) {
    const person = await people.find(id)
    if (person && person.kind !== 'member')
      log.warn({ person: id, kind: person.kind }, 'a configured id is not an active full member')
  }
}

const pauseFor = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve)
  })

/** Socket Mode when there is an app-level token, HTTP otherwise. */
function makeReceiver(config: Config, log: Log): SocketModeReceiver | HTTPReceiver {
  const logger = slackLogger(log)
  const {
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slackApiUrl,
  } = config
  if (appToken)
    return new SocketModeReceiver({
      appToken,
      logger,
      // Its own options, never shared with the clients that post: reconnecting goes on for ever, posting never repeats.
      installerOptions: {
        clientOptions: {
          slackApiUrl,
          retryConfig: { forever: true, minTimeout: 1000, factor: 1.3, maxTimeout: 30_000 },
        },
      },
    })
  return new HTTPReceiver({ signingSecret: signingSecret ?? '', endpoints: [EVENTS_PATH], logger })
}

async function connectSocket(receiver: SocketModeReceiver): Promise<void> {
  try {
    await receiver.client.start()
  } catch (error) {
    throw new CannotStart(`SLACK_APP_TOKEN was refused by Slack: ${failureOf(error).code}`)
  }
}

async function closeSocket({ client }: SocketModeReceiver): Promise<void> {
  let patience: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    patience = setTimeout(resolve, GOODBYE_MS)
  })
  await Promise.race([client.disconnect(), enough])
  clearTimeout(patience)
}

async function healthOf(
  { db }: Bot,
  delivery: Delivery,
  receiver: Receiver,
  sinceLastRound: () => number,
): Promise<Readiness> {
  const database = await db.ping().then(
    () => true,
    () => false,
  )
  const socketUp = !(receiver instanceof SocketModeReceiver) || receiver.client.websocket?.isActive() === true
  const slack = socketUp && delivery.connected()
  const jobs = sinceLastRound() < JOBS_LATE_MS
  return { ready: database && slack && jobs, database, slack, jobs }
}

async function whenIdle(inFlight: InFlight, delivery: Delivery): Promise<void> {
  await inFlight.idle()
  await delivery.idle()
}
