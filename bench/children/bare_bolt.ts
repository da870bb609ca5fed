import { App, HTTPReceiver, LogLevel } from '@slack/bolt'

/** As little as an app can be that Slack would take for one: Bolt, one command, and a short answer to it. */
const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT, HOST } = process.env

const app = new App({
  token: SLACK_BOT_TOKEN ?? '',
  receiver: new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET ?? '', logLevel: LogLevel.WARN }),
  clientOptions: { slackApiUrl: SLACK_API_URL ?? '' },
  logLevel: LogLevel.WARN,
  convoStore: false,
})

app.command('/handoff', ({ ack }) => ack({ response_type: 'ephemeral', text: 'Here is your answer.' }))

await app.start({ port: Number(PORT), host: HOST ?? '127.0.0.1' })
