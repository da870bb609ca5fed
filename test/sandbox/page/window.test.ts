import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { KnownBlock } from '@slack/types'
import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { servePage } from '../../../sandbox/desk/server.ts'
import { defaultApp } from '../../../sandbox/slack/manifest.ts'
import { inBrowser } from '../../support/browser.ts'
import { aWorkspace, httpApp } from '../../support/tiny-app.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })

const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

const blocks: KnownBlock[] = [
  {
    type: 'input',
    block_id: 'people',
    label: plain('People'),
    element: { type: 'multi_users_select', action_id: 'value', max_selected_items: 2 },
  },
  {
    type: 'input',
    block_id: 'channel',
    optional: true,
    label: plain('Channel'),
    element: { type: 'channels_select', action_id: 'value' },
  },
  {
    type: 'section',
    block_id: 'criterion',
    text: plain('Criterion'),
    accessory: { type: 'static_select', action_id: 'value', options: ['Budget', 'Timeline'].map(option) },
  },
]

const ticks: KnownBlock = {
  type: 'actions',
  block_id: 'row',
  elements: [
    {
      type: 'checkboxes',
      action_id: 'tick',
      options: ['Open', 'Held'].map(option),
      initial_options: [option('Open')],
    },
  ],
}

inBrowser('the page of the sandbox', (browser) => {
  /** Sam's window on an app that opens the form on a message, and ticks boxes in the Home tab. */
  const aWindow = async (shortcuts: string[]) => {
    const app = {
      shortcuts: shortcuts.map((name) => ({ name, type: 'message' as const, callbackId: name })),
      scopes: [...defaultApp.scopes],
    }
    const { workspace, client } = await aWorkspace({ app })
    const heard: unknown[] = []
    const { stop } = await httpApp(workspace, (bolt) => {
      bolt.shortcut(/.*/, async ({ ack, shortcut, client: own }) => {
        await ack()
        heard.push(shortcut.callback_id)
        const view = {
          type: 'modal' as const,
          callback_id: 'form',
          title: plain('Form'),
          submit: plain('Send'),
          blocks,
        }
        await own.views.open({ trigger_id: shortcut.trigger_id, view })
      })
      bolt.view('form', async ({ ack, view }) => {
        heard.push(view.state.values)
        await ack()
      })
      bolt.action(/.*/, ({ ack }) => ack())
      bolt.event('app_home_opened', async ({ event, client: own }) => {
        await own.views.publish({ user_id: event.user, view: { type: 'home', blocks: [ticks] } })
      })
    })
    const served = await servePage(workspace, { port: 0 })
    const page = await browser().newPage({ bypassCSP: true })
    onTestFinished(async () => {
      await page.close()
      await served.close()
      await stop()
      await workspace.close()
    })
    await page.goto(`${served.url}#as=sam`)
    await page.getByRole('heading', { level: 1, name: '# handoffs' }).waitFor()
    return { workspace, client, page, heard }
  }

  /** What somebody who cannot see or point would stumble over. */
  const obstacles = async (page: Page) => {
    const axe = createRequire(import.meta.url).resolve('axe-core')
    await page.addScriptTag({ content: readFileSync(axe, 'utf8') })
    return page.evaluate(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
    )
  }
  const form = (page: Page) => page.locator('#modal')
  const rested = (page: Page) => page.locator('body:not(.working)').waitFor()

  it('uses a shortcut on a message and fills in its form, all by the keyboard', async () => {
    const { workspace, page, heard } = await aWindow(['Add as evidence'])
    workspace.person('eva').say('60k is approved', { channel: 'handoffs' })
    await page.locator('article').getByText('60k is approved').waitFor()
    await page.getByRole('button', { name: 'Add as evidence' }).focus()
    await page.keyboard.press('Enter')
    await form(page).getByRole('group', { name: 'People' }).waitFor()
    const person = (name: string) => form(page).getByRole('checkbox', { name, exact: true })
    await person('Eva Lind').focus()
    await page.keyboard.press('Space')
    await person('Omar Haddad').focus()
    await page.keyboard.press('Space')
    expect(await person('Tom Becker').isDisabled()).toBe(true)
    expect(await obstacles(page)).toEqual([])
    const channels = form(page).getByLabel('Channel')
    expect(await channels.locator('option').allTextContents()).not.toContain('#deal-desk')
    await channels.selectOption({ label: '#general' })
    await form(page).getByLabel('Criterion').selectOption({ label: 'Timeline' })
    await rested(page)
    await form(page).getByRole('button', { name: 'Send' }).press('Enter')
    await form(page).waitFor({ state: 'hidden' })
    expect(heard).toMatchObject([
      'Add as evidence',
      {
        people: { value: { selected_users: ['eva', 'omar'].map((one) => workspace.person(one).id) } },
        channel: { value: { selected_channel: workspace.channel('general').id } },
        criterion: { value: { selected_option: { value: 'timeline' } } },
      },
    ])
  })

  it('puts more than two shortcuts into a menu', async () => {
    const { workspace, page, heard } = await aWindow(['One', 'Two', 'Three'])
    workspace.person('eva').say('60k is approved', { channel: 'handoffs' })
    const message = page.locator('article').filter({ hasText: '60k is approved' })
    await message.hover()
    await message.getByLabel('Shortcuts for this message').click()
    expect(await obstacles(page)).toEqual([])
    await message.getByRole('button', { name: 'Three' }).click()
    await form(page).getByRole('heading', { name: 'Form' }).waitFor()
    expect(heard).toEqual(['Three'])
  })

  it('shows a file to keep, and a word in its place once it is deleted', async () => {
    const { workspace, client, page } = await aWindow([])
    await client.filesUploadV2({
      channel_id: workspace.channel('handoffs').id,
      filename: 'intro.ics',
      title: 'Intro call',
      content: 'BEGIN:VCALENDAR',
    })
    await page.getByRole('link', { name: /Intro call/ }).waitFor()
    expect(await obstacles(page)).toEqual([])
    const arrives = page.waitForEvent('download')
    await page.getByRole('link', { name: /Intro call/ }).click()
    const file = await arrives
    expect(file.suggestedFilename()).toBe('intro.ics')
    const [kept] = [...workspace.state.files.keys()]
    await client.files.delete({ file: kept ?? '' })
    await page.getByText('This file was deleted.').waitFor()
  })

  it('shows in the Home tab what is ticked, and keeps it through the next publication', async () => {
    const { workspace, client, page } = await aWindow([])
    await page.getByRole('button', { name: 'Handoff home' }).click()
    const box = (name: string) => page.locator('#feed').getByRole('checkbox', { name })
    await box('Held').check()
    await rested(page)
    expect(await obstacles(page)).toEqual([])
    expect(await box('Open').isChecked()).toBe(true)
    const header: KnownBlock = { type: 'header', text: plain('Later') }
    await client.views.publish({
      user_id: workspace.person('sam').id,
      view: { type: 'home', blocks: [header, ticks] },
    })
    await page.getByRole('heading', { name: 'Later' }).waitFor()
    expect(await box('Held').isChecked()).toBe(true)
  })
})
