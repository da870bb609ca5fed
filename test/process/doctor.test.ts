import { expect, it, vi } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { realTimeSlack, settingsFor, startProcess } from '../support/process.ts'

// Real processes start, and keep Slack’s pace in real time; on a busy machine several of them share a core.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

async function examine(slack: Workspace, more: Record<string, string> = {}) {
  const env = await settingsFor(slack, 'socket', more)
  const doctor = await startProcess(env, ['dist/doctor.js'])
  const { code } = await doctor.ended
  return { code, lines: doctor.out().trim().split('\n'), err: doctor.err() }
}

it('says of each thing that is right that it is, and ends well', async () => {
  const slack = await realTimeSlack()
  const { code, lines, err } = await examine(slack)
  expect(err).toBe('')
  expect(lines).toEqual([
    'ok   bot token: workspace Acme Sales, bot @handoff',
    'ok   permissions: all 6 are granted',
    'ok   app token: Socket Mode can connect',
    'ok   clock: agrees with Slack’s',
    'ok   HANDOFF_CHANNEL_ID: #handoffs, and Handoff is in it',
    'ok   HANDOFF_AE_IDS: 3 full members',
    'ok   HANDOFF_MANAGER_IDS: one full member',
    'ok   HANDOFF_ADMIN_IDS: one full member',
    expect.stringMatching(/^ok {3}database: SQLite file .+ opens, and its tables are current$/),
    'Everything is as it should be.',
  ])
  expect(code).toBe(0)
})

it('names each problem with what to do about it', async () => {
  const slack = await realTimeSlack([], { scopes: ['commands', 'chat:write', 'users:read', 'channels:read'] })
  const { code, lines } = await examine(slack, {
    HANDOFF_CHANNEL_ID: slack.channel('general').id,
    LEADERSHIP_CHANNEL_ID: slack.channel('shared-acme').id,
    STUCK_CHANNEL_ID: slack.channel('old-handoffs').id,
    HANDOFF_AE_IDS: `${slack.person('eva').id},${slack.person('gus').id},${slack.person('dora').id},U0NOBODY`,
    HANDOFF_MANAGER_IDS: '',
    HANDOFF_ADMIN_IDS: '',
    DATABASE_URL: 'file:/etc/hostname/handoff.db',
  })
  expect(code).toBe(1)
  const fixes = lines.filter((line) => line.startsWith('FIX'))
  expect(fixes).toEqual([
    expect.stringContaining('permission: files:write is missing'),
    expect.stringContaining('permission: groups:read is missing'),
    'FIX  HANDOFF_CHANNEL_ID: Handoff is not in #general. Type /invite @Handoff there.',
    'FIX  LEADERSHIP_CHANNEL_ID: #shared-acme is shared with another company. Set a channel of your own company.',
    'FIX  STUCK_CHANNEL_ID: #old-handoffs is archived. Unarchive it, or set another channel.',
    expect.stringContaining('is not a full member'),
    expect.stringContaining('is deactivated'),
    expect.stringContaining('U0NOBODY is not known to Slack'),
    expect.stringMatching(/^FIX {2}database: .+ cannot be opened/),
    expect.stringContaining('neither a manager nor an admin'),
  ])
  expect(lines.at(-1)).toBe('10 things need fixing.')
})

it('says which token Slack refuses, and never prints one', async () => {
  const slack = await realTimeSlack()
  const { code, lines } = await examine(slack, {
    SLACK_BOT_TOKEN: 'xoxb-wrong-secret',
    SLACK_APP_TOKEN: 'xapp-also-secret',
  })
  expect(code).toBe(1)
  expect(lines[0]).toBe(
    'FIX  bot token: Slack refuses it (invalid_auth). Set SLACK_BOT_TOKEN to the Bot User OAuth Token of the installed app.',
  )
  expect(lines.join('\n')).not.toContain('secret')
})

it('says in one line for each what is missing from the settings', async () => {
  const doctor = await startProcess({}, ['dist/doctor.js'])
  expect(await doctor.ended).toMatchObject({ code: 1 })
  expect(doctor.out()).toContain('FIX  SLACK_BOT_TOKEN is missing')
  expect(doctor.out() + doctor.err()).not.toMatch(/^\s+at /m)
})
