import type { KnownBlock, SectionBlock } from '@slack/types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp } from '../support/tiny-app.ts'

let workspace: Workspace

let sam: PersonAtWork

let stop: () => Promise<void> = async () => {}

let blocks: KnownBlock[] = []

let heard: Record<string, unknown>[] = []

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

const input = (label: string, element: Extract<KnownBlock, { type: 'input' }>['element']): KnownBlock => ({
  type: 'input',
  block_id: label.toLowerCase(),
  optional: true,
  label: plain(label),
  element: { ...element, action_id: 'value' },
})

const section = (text: string, accessory: SectionBlock['accessory']): KnownBlock => ({
  type: 'section',
  block_id: text.toLowerCase(),
  text: plain(text),
  ...(accessory ? { accessory } : {}),
})

beforeEach(async () => {
  heard = []
  ;({ workspace } = await aWorkspace())
  ;({ stop } = await httpApp(workspace, (app) => {
    app.command('/handoff', async ({ ack, client, command }) => {
      await ack()
      if (command.text === 'post') {
        await client.chat.postMessage({ channel: workspace.channel('handoffs').id, text: 'Card', blocks })
        return
      }
      const view = {
        type: 'modal' as const,
        callback_id: 'form',
        title: plain('Form'),
        submit: plain('Send'),
        blocks,
      }
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
    app.action(/.*/, async ({ ack, body }) => {
      heard.push({ ...body })
      await ack()
    })
    app.view('form', async ({ ack, body }) => {
      heard.push({ ...body })
      await ack()
    })
  }))
  sam = workspace.person('sam')
})

afterEach(async () => {
  await stop()
  await workspace.close()
})

const opened = async (...shown: KnownBlock[]) => {
  blocks = shown
  await sam.slash('/handoff')
}

const submitted = () => {
  const view = heard.at(-1)?.view
  return typeof view === 'object' && view !== null && 'state' in view ? view.state : undefined
}

test('several people, channels and options are chosen by name and arrive as Slack sends them', async () => {
  await opened(
    input('People', { type: 'multi_users_select' }),
    input('Channels', { type: 'multi_channels_select' }),
    input('Places', { type: 'multi_conversations_select', filter: { include: ['public', 'private'] } }),
    input('Days', { type: 'multi_static_select', options: ['Mon', 'Tue', 'Wed'].map(option) }),
  )
  await sam.fill({
    People: ['Eva Lind', 'Omar Haddad'],
    Channels: '#general',
    Places: 'handoffs',
    Days: ['Mon', 'Wed'],
  })
  expect(sam.modal?.fields).toEqual({
    People: ['Eva Lind', 'Omar Haddad'],
    Channels: ['general'],
    Places: ['handoffs'],
    Days: ['Mon', 'Wed'],
  })
  await sam.press('Send')
  expect(submitted()).toEqual({
    values: {
      people: {
        value: {
          type: 'multi_users_select',
          selected_users: [workspace.person('eva').id, workspace.person('omar').id],
        },
      },
      channels: {
        value: { type: 'multi_channels_select', selected_channels: [workspace.channel('general').id] },
      },
      places: {
        value: {
          type: 'multi_conversations_select',
          selected_conversations: [workspace.channel('handoffs').id],
        },
      },
      days: {
        value: {
          type: 'multi_static_select',
          selected_options: [
            { text: { ...plain('Mon'), emoji: true }, value: 'mon' },
            { text: { ...plain('Wed'), emoji: true }, value: 'wed' },
          ],
        },
      },
    },
  })
})

test('what is left empty arrives as nothing for one and as an empty list for many', async () => {
  await opened(
    input('People', { type: 'multi_users_select', initial_users: [workspace.person('eva').id] }),
    input('Channel', { type: 'channels_select' }),
    input('Hours', { type: 'number_input', is_decimal_allowed: false }),
  )
  await sam.fill({ People: [] })
  await sam.press('Send')
  expect(submitted()).toMatchObject({
    values: {
      people: { value: { selected_users: [] } },
      channel: { value: { selected_channel: null } },
      hours: { value: { value: null } },
    },
  })
})

test('no more can be chosen than a menu allows, and only one where it takes one', async () => {
  await opened(
    input('People', { type: 'multi_users_select', max_selected_items: 1 }),
    input('Channel', { type: 'channels_select' }),
  )
  await expect(sam.fill({ People: ['Eva Lind', 'Omar Haddad'] })).rejects.toThrow('no more than 1')
  await expect(sam.fill({ Channel: ['general', 'handoffs'] })).rejects.toThrow('only one')
})

test('a picker of conversations leaves out what its filter leaves out, and private ones of others', async () => {
  const filter = { include: ['public' as const, 'private' as const], exclude_external_shared_channels: true }
  await opened(
    input('Anywhere', { type: 'conversations_select' }),
    input('Inside', { type: 'conversations_select', filter }),
    input('Private', { type: 'conversations_select', filter: { include: ['private'] } }),
  )
  await sam.fill({ Anywhere: 'shared-acme' })
  await expect(sam.fill({ Inside: 'shared-acme' })).rejects.toThrow('there is: handoffs, leadership, general')
  await expect(sam.fill({ Private: 'deal-desk' })).rejects.toThrow('cannot be chosen for Private')
  blocks = [input('Private', { type: 'conversations_select', filter: { include: ['private'] } })]
  const eva = workspace.person('eva')
  await eva.slash('/handoff')
  await eva.fill({ Private: 'deal-desk' })
  expect(eva.modal?.fields).toEqual({ Private: 'deal-desk' })
})

test('numbers are checked by Slack before the app hears of them', async () => {
  await opened(
    input('Hours', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '72' }),
  )
  for (const wrong of ['soon', '1.5', '0', '73']) {
    await sam.fill({ Hours: wrong })
    expect((await sam.press('Send')).sent).toBe(false)
    expect(Object.keys(sam.modal?.errors ?? {})).toEqual(['Hours'])
  }
  await sam.fill({ Hours: '24' })
  await sam.press('Send')
  expect(submitted()).toEqual({ values: { hours: { value: { type: 'number_input', value: '24' } } } })
})

test('menus beside a text and in a row tell the app at once and are part of the submission', async () => {
  await opened(
    section('Criterion', {
      type: 'static_select',
      action_id: 'value',
      options: ['Budget', 'Timeline'].map(option),
    }),
    section('Owner', { type: 'users_select', action_id: 'value' }),
    {
      type: 'actions',
      block_id: 'row',
      elements: [
        { type: 'checkboxes', action_id: 'asked', options: ['Asked', 'Answered'].map(option) },
        { type: 'users_select', action_id: 'whom', placeholder: plain('For somebody else') },
      ],
    },
  )
  expect(sam.modal?.labels).toEqual(['Criterion', 'Owner', 'Asked, Answered', 'For somebody else'])
  await sam.fill({ Criterion: 'Timeline', 'For somebody else': 'Eva Lind' })
  expect(heard).toMatchObject([
    { actions: [{ type: 'static_select', block_id: 'criterion', selected_option: { value: 'timeline' } }] },
    { actions: [{ type: 'users_select', action_id: 'whom', selected_user: workspace.person('eva').id }] },
  ])
  await sam.press('Send')
  expect(submitted()).toMatchObject({
    values: {
      criterion: { value: { selected_option: { value: 'timeline' } } },
      owner: { value: { selected_user: null } },
      row: { asked: { selected_options: [] }, whom: { selected_user: workspace.person('eva').id } },
    },
  })
})

test('a message brings everything along that this person chose in it before, and nobody else', async () => {
  blocks = [
    section('Criterion', {
      type: 'static_select',
      action_id: 'pick',
      options: ['Budget', 'Timeline'].map(option),
    }),
    {
      type: 'actions',
      block_id: 'row',
      elements: [
        { type: 'checkboxes', action_id: 'tick', options: [option('Asked')] },
        { type: 'button', action_id: 'go', text: plain('Save') },
      ],
    },
  ]
  await sam.slash('/handoff post')
  const [card] = sam.sees('handoffs')
  if (card === undefined) throw new Error('no card')
  await sam.pick(card, 'Criterion', 'Budget')
  await sam.click(card, 'Save')
  const chosen = (value: unknown) => ({ criterion: { pick: value }, row: { tick: { selected_options: [] } } })
  expect(heard.at(-1)).toMatchObject({
    state: { values: chosen({ type: 'static_select', selected_option: { value: 'budget' } }) },
  })
  await workspace.person('eva').click(card, 'Save')
  expect(heard.at(-1)).toMatchObject({
    state: { values: chosen({ type: 'static_select', selected_option: null }) },
  })
})
