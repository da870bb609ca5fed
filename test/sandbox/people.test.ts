import type { ModalView } from '@slack/types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp, socketApp } from '../support/tiny-app.ts'

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'New handoff' },
  submit: { type: 'plain_text', text: 'Next' },
  blocks: [
    { type: 'section', block_id: 'intro', text: { type: 'mrkdwn', text: 'Step *1* of 3' } },
    {
      type: 'input',
      block_id: 'company',
      label: { type: 'plain_text', text: 'Company' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'ae',
      optional: true,
      label: { type: 'plain_text', text: 'Account executive' },
      element: { type: 'users_select', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'budget',
      label: { type: 'plain_text', text: 'Budget' },
      element: {
        type: 'static_select',
        action_id: 'value',
        initial_option: { text: { type: 'plain_text', text: 'Unknown' }, value: 'unknown' },
        options: ['Unknown', 'Confirmed'].map((text) => ({
          text: { type: 'plain_text', text },
          value: text.toLowerCase(),
        })),
      },
    },
    {
      type: 'actions',
      block_id: 'tools',
      elements: [
        { type: 'button', action_id: 'discard', text: { type: 'plain_text', text: 'Discard draft' } },
      ],
    },
  ],
}

describe.each([
  ['HTTP', httpApp],
  ['Socket Mode', socketApp],
] as const)('a person and a Bolt app over %s', (_name, run) => {
  let workspace: Workspace
  let stop: (() => Promise<void>) | undefined

  beforeEach(async () => {
    ;({ workspace } = await aWorkspace())
  })

  afterEach(async () => {
    await stop?.()
    await workspace.close()
  })

  const running = async (register: Parameters<typeof run>[1]) => {
    ;({ stop } = await run(workspace, register))
  }

  test('a command is answered privately within its acknowledgement', async () => {
    await running((app) => {
      app.command('/handoff', ({ ack, command }) => ack(`You said ${command.text}`))
    })
    const sam = workspace.person('sam')
    const did = await sam.slash('/handoff mine')
    expect(did).toMatchObject({ ok: true, timedOut: false, answer: 'You said mine' })
    expect(workspace.person('eva').privately).toEqual([])
  })

  test('a modal is opened, filled by its labels, refused at a field and then closed', async () => {
    let values: unknown
    await running((app) => {
      app.command('/handoff', async ({ ack, client, command }) => {
        await ack()
        await client.views.open({ trigger_id: command.trigger_id, view: form })
      })
      app.view('form', async ({ ack, view }) => {
        values = view.state.values
        const company = view.state.values.company?.value?.value
        if (company === 'Nope') await ack({ response_action: 'errors', errors: { company: 'Not this one' } })
        else await ack()
      })
    })
    const sam = workspace.person('sam')
    await sam.slash('/handoff')
    expect(sam.modal).toMatchObject({
      title: 'New handoff',
      text: 'Step 1 of 3',
      submit: 'Next',
      fields: { Company: '', 'Account executive': '', Budget: 'Unknown' },
      buttons: ['Discard draft'],
    })
    expect((await sam.press('Next')).sent).toBe(false)
    expect(sam.modal?.errors).toEqual({ Company: 'Please complete this required field.' })

    await sam.fill({ Company: 'Nope', 'Account executive': 'Eva Lind', Budget: 'Confirmed' })
    await sam.press('Next')
    expect(sam.modal?.errors).toEqual({ Company: 'Not this one' })
    expect(values).toMatchObject({
      ae: { value: { selected_user: workspace.person('eva').id } },
      budget: { value: { selected_option: { value: 'confirmed' } } },
    })

    await sam.fill({ Company: 'Acme' })
    await sam.press('Next')
    expect(sam.modal).toBeUndefined()
    expect(workspace.problems).toEqual([])
  })

  test('what is not on the screen cannot be clicked', async () => {
    await running((app) => {
      app.command('/handoff', async ({ ack, client, command }) => {
        await ack()
        await client.views.open({ trigger_id: command.trigger_id, view: form })
      })
    })
    const sam = workspace.person('sam')
    await sam.slash('/handoff')
    await expect(sam.fill({ Firm: 'Acme' })).rejects.toThrow('there is no field "Firm"')
    await expect(sam.fill({ Budget: 'Plenty' })).rejects.toThrow('there is: Unknown, Confirmed')
    await expect(sam.press('Send')).rejects.toThrow('"Send" is not on the modal')
  })

  test('a button and an overflow entry reach the app, and the message changes in place', async () => {
    await running((app) => {
      app.action('accept', async ({ ack, client, body }) => {
        await ack()
        if (body.type !== 'block_actions' || body.message === undefined) return
        const channel = body.channel?.id ?? ''
        await client.chat.update({ channel, ts: body.message.ts, text: `Accepted by <@${body.user.id}>` })
      })
      app.action('more', async ({ ack, respond, action }) => {
        await ack()
        if (action.type === 'overflow') await respond(`History for ${action.selected_option.value}`)
      })
      app.command('/handoff', async ({ ack, client }) => {
        await ack()
        await client.chat.postMessage({
          channel: workspace.channel('handoffs').id,
          text: 'Acme for Eva',
          blocks: [
            { type: 'section', text: { type: 'mrkdwn', text: `For <@${workspace.person('eva').id}>` } },
            {
              type: 'actions',
              elements: [
                { type: 'button', action_id: 'accept', text: { type: 'plain_text', text: 'Accept' } },
                {
                  type: 'overflow',
                  action_id: 'more',
                  options: [{ text: { type: 'plain_text', text: 'Show history' }, value: 'H-42' }],
                },
              ],
            },
          ],
        })
      })
    })
    const eva = workspace.person('eva')
    await workspace.person('sam').slash('/handoff')
    const [card] = eva.sees('handoffs')
    if (card === undefined) throw new Error('no card')
    expect(card).toMatchObject({
      plain: 'For @Eva Lind',
      mentions: [eva.id],
      buttons: ['Accept'],
      menu: ['Show history'],
    })
    expect((await eva.click(card, 'Show history')).answer).toBe('History for H-42')
    await eva.click(card, 'Accept')
    expect(eva.again(card)).toMatchObject({ plain: 'Accepted by @Eva Lind', buttons: [] })
    await expect(eva.click(card, 'Accept')).rejects.toThrow('"Accept" is not on the message')
    expect(workspace.problems).toEqual([])
  })
})
