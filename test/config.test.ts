import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../src/config.ts'

type Env = Record<string, string | undefined>

const SOCKET: Env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', HANDOFF_CHANNEL_ID: 'C012ABCDEF' }

const HTTP: Env = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: '12345678',
  HANDOFF_CHANNEL_ID: 'G012ABCDEF',
}

function configOf(env: Env): Config {
  const read = readConfig(env)
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.config
}

function problemsOf(env: Env): string[] {
  const read = readConfig(env)
  return 'problems' in read ? read.problems : []
}

describe('the settings', () => {
  it('in Socket Mode need three values; the rest has defaults', () => {
    expect(configOf(SOCKET)).toEqual({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'https://slack.com/api/',
      DATABASE_URL: { kind: 'sqlite', path: './data/handoff.db' },
      PORT: 3000,
      HOST: '0.0.0.0',
      LOG_LEVEL: 'info',
      HANDOFF_CHANNEL_ID: 'C012ABCDEF',
      HANDOFF_TIMEZONE: 'UTC',
      HANDOFF_SDR_IDS: [],
      HANDOFF_AE_IDS: [],
      HANDOFF_MANAGER_IDS: [],
      HANDOFF_ADMIN_IDS: [],
    })
  })

  it('in HTTP mode need a signing secret in place of the app token', () => {
    expect(configOf(HTTP)).toMatchObject({
      SLACK_SIGNING_SECRET: '12345678',
      HANDOFF_CHANNEL_ID: 'G012ABCDEF',
    })
  })

  it('may name both modes', () => {
    expect(problemsOf({ ...SOCKET, ...HTTP })).toEqual([])
  })

  it('are all taken as given', () => {
    expect(
      configOf({
        ...HTTP,
        SLACK_API_URL: 'http://127.0.0.1:4000/api',
        DATABASE_URL: 'postgres://handoff:secret@db:5432/handoff',
        PORT: '8080',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'debug',
        HANDOFF_TIMEZONE: 'Europe/Stockholm',
        HANDOFF_SDR_IDS: 'U01,W02',
        HANDOFF_AE_IDS: 'U03',
        HANDOFF_MANAGER_IDS: 'U04',
        HANDOFF_ADMIN_IDS: 'U05',
      }),
    ).toEqual({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: '12345678',
      SLACK_API_URL: 'http://127.0.0.1:4000/api/',
      DATABASE_URL: { kind: 'postgres', url: 'postgres://handoff:secret@db:5432/handoff' },
      PORT: 8080,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      HANDOFF_CHANNEL_ID: 'G012ABCDEF',
      HANDOFF_TIMEZONE: 'Europe/Stockholm',
      HANDOFF_SDR_IDS: ['U01', 'W02'],
      HANDOFF_AE_IDS: ['U03'],
      HANDOFF_MANAGER_IDS: ['U04'],
      HANDOFF_ADMIN_IDS: ['U05'],
    })
  })

  it('cannot be changed once they are read', () => {
    expect(Object.isFrozen(configOf(SOCKET))).toBe(true)
  })

  it('are read without the spaces around them', () => {
    const env = {
      ...SOCKET,
      SLACK_BOT_TOKEN: '  xoxb-1\n',
      PORT: ' 8080 ',
      HANDOFF_CHANNEL_ID: '\tC012ABCDEF ',
    }
    expect(configOf(env)).toMatchObject({
      SLACK_BOT_TOKEN: 'xoxb-1',
      PORT: 8080,
      HANDOFF_CHANNEL_ID: 'C012ABCDEF',
    })
  })

  it('that are empty are the same as left out', () => {
    const env = { ...SOCKET, SLACK_SIGNING_SECRET: '', DATABASE_URL: ' ', PORT: '', HANDOFF_AE_IDS: '' }
    expect(configOf(env)).toEqual(configOf(SOCKET))
  })

  it('may list people with spaces and commas to spare, and one person twice', () => {
    const env = { ...SOCKET, HANDOFF_AE_IDS: ' U0EVA, U0OMAR ,,U0EVA,\nU0TOM,' }
    expect(configOf(env).HANDOFF_AE_IDS).toEqual(['U0EVA', 'U0OMAR', 'U0TOM'])
  })

  it('that belong to other programs do not matter', () => {
    expect(problemsOf({ ...SOCKET, PATH: '/bin', SLACK_CLIENT_ID: '1', HANDOFF_COLOUR: 'red' })).toEqual([])
  })

  it.each([
    [':memory:', { kind: 'sqlite', path: ':memory:' }],
    ['file:handoff.db', { kind: 'sqlite', path: 'handoff.db' }],
    ['file:/var/lib/handoff.db', { kind: 'sqlite', path: '/var/lib/handoff.db' }],
    ['file:///var/lib/handoff.db', { kind: 'sqlite', path: '/var/lib/handoff.db' }],
    ['postgresql://db/handoff', { kind: 'postgres', url: 'postgresql://db/handoff' }],
  ])('find the database at %s', (url, database) => {
    expect(configOf({ ...SOCKET, DATABASE_URL: url }).DATABASE_URL).toEqual(database)
  })
})

describe('a start', () => {
  it('without anything says everything that is missing', () => {
    expect(problemsOf({})).toEqual([
      'SLACK_BOT_TOKEN is missing: the Bot User OAuth Token of your Slack app',
      'HANDOFF_CHANNEL_ID is missing: the id of the channel in which handoffs are posted',
      'SLACK_APP_TOKEN is missing: an app-level token for Socket Mode (or set SLACK_SIGNING_SECRET for HTTP mode)',
    ])
  })

  it('with everything wrong says what is wrong with each, in one line', () => {
    expect(
      problemsOf({
        SLACK_BOT_TOKEN: 'xoxp-1',
        SLACK_APP_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: '1234567',
        SLACK_API_URL: 'slack.com',
        DATABASE_URL: 'handoff.db',
        PORT: 'http',
        LOG_LEVEL: 'loud',
        HANDOFF_CHANNEL_ID: '#handoffs',
        HANDOFF_TIMEZONE: 'Mars/Olympus',
        HANDOFF_SDR_IDS: 'sam',
        HANDOFF_AE_IDS: 'U0EVA;U0OMAR',
        HANDOFF_MANAGER_IDS: '@mia',
        HANDOFF_ADMIN_IDS: 'C012ABCDEF',
      }),
    ).toEqual([
      'SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-',
      'SLACK_APP_TOKEN must be an app-level token, which begins with xapp-',
      'SLACK_SIGNING_SECRET is too short',
      'SLACK_API_URL must be a URL',
      'DATABASE_URL must be file:./path/to/handoff.db or postgres://user:password@host/database',
      'PORT must be a port number',
      'LOG_LEVEL must be debug, info, warn, error or silent',
      'HANDOFF_CHANNEL_ID must be a channel id like C012ABCDEF, not a name',
      'HANDOFF_TIMEZONE must be a time zone like Europe/Stockholm',
      'HANDOFF_SDR_IDS must be user ids separated by commas, like U012ABCDEF',
      'HANDOFF_AE_IDS must be user ids separated by commas, like U012ABCDEF',
      'HANDOFF_MANAGER_IDS must be user ids separated by commas, like U012ABCDEF',
      'HANDOFF_ADMIN_IDS must be user ids separated by commas, like U012ABCDEF',
    ])
  })

  it.each(['-1', '65536', '80.5', 'Infinity'])('refuses port %s', (PORT) => {
    expect(problemsOf({ ...SOCKET, PORT })).toEqual(['PORT must be a port number'])
  })

  it.each(['ftp://slack.com/api/', 'javascript:alert(1)', 'https://'])(
    'refuses %s as address of Slack',
    (SLACK_API_URL) => {
      expect(problemsOf({ ...SOCKET, SLACK_API_URL })).toEqual(['SLACK_API_URL must be a URL'])
    },
  )

  it.each(['mysql://db/handoff', 'file:', 'postgres:handoff', './handoff.db'])(
    'refuses %s as database',
    (DATABASE_URL) => {
      expect(problemsOf({ ...SOCKET, DATABASE_URL })).toEqual([
        'DATABASE_URL must be file:./path/to/handoff.db or postgres://user:password@host/database',
      ])
    },
  )

  it('never repeats a value, because it may be a secret', () => {
    const env = Object.fromEntries(
      Object.keys(configOf({ ...SOCKET, ...HTTP })).map((name) => [name, 's3cret']),
    )
    expect(problemsOf(env).join('\n')).not.toContain('s3cret')
  })
})
