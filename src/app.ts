import { createHash } from 'node:crypto'
import {
  type AllMiddlewareArgs,
  App,
  type BlockAction,
  type Receiver,
  type SlackActionMiddlewareArgs,
} from '@slack/bolt'
import { type Bot, whatBroke } from './bot.ts'
import { publishHome } from './commands/home/home.ts'
import { buttons, COMMAND, forms, messageShortcuts, shortcuts, words } from './commands/index.ts'
import { openForm } from './commands/reply.ts'
import type { Asked, Click, Form, FormAnswer } from './commands/requests.ts'
import { clickedMessage, clickOf, errorsByBlock, fieldsOf, openViewOf } from './commands/slack/payloads.ts'
import { keepHomes } from './delivery/home.ts'
import { adoptClicked } from './delivery/outbox/adoption.ts'
import { fetchWithTimeout, slackLogger } from './delivery/slack/client.ts'
import { answerWith, sayPrivately } from './delivery/slack/private_answer.ts'
import { help, unknownWord } from './views/home/help.ts'
import { brokenForm, deadForm } from './views/offering/form.ts'
import { type Message, message, modal } from './views/slack/blocks.ts'

export type AppIdentity = { botToken: string; botId: string; botUserId: string; teamId: string }

/** What is being handled right now, so that stopping can wait for it. */
export type InFlight = { idle(): Promise<void> }

/** What Slack tells without being asked. */
const EVENTS = /^(app_home_opened|app_uninstalled|tokens_revoked)$/

/** Bolt with the routing table registered, and the one boundary at which a broken handler ends. */
export function makeApp(
  bot: Bot,
  receiver: Receiver,
  identity: AppIdentity,
  apiUrl: string,
  onDisconnected: () => void,
): InFlight {
  const logger = slackLogger(bot.log)
  const app = new App({
    receiver,
    logger,
    authorize: async () => identity,
    clientOptions: {
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: fetchWithTimeout,
    },
    convoStore: false,
  })
  const running = new Set<Promise<void>>()
  const homes = keepHomes(bot, (person) => publishHome(bot, person, help(COMMAND, words)))
  bot.changed = homes.changed

  /** Logs what broke, under a reference that the person is shown and can pass on. */
  function referenceOf(handler: string, error: unknown): string {
    const reference = bot.newId().slice(0, 8)
    bot.log.error({ reference, handler, error: whatBroke(error) }, 'a handler broke')
    return reference
  }

  const sorry = (handler: string, error: unknown) => sorryMessage(referenceOf(handler, error))

  /** The same for whoever can be answered where they asked. */
  const answering = (name: string, asked: Asked, work: () => Promise<void>) =>
    guarded(name, work, (reference) => asked.tell(sorryMessage(reference)))

  /** Every handler runs inside this: what it throws is logged with a reference that the person sees too. */
  function guarded(
    name: string,
    work: () => Promise<void>,
    say: (reference: string) => Promise<unknown>,
  ): Promise<void> {
    const handled = work().catch(async (error: unknown) => {
      await say(referenceOf(name, error)).catch(() => undefined)
    })
    running.add(handled)
    return handled.finally(() => running.delete(handled))
  }

  app.command(COMMAND, ({ ack, command, respond }) => {
    const asked = {
      by: command.user_id,
      trigger: command.trigger_id,
      text: command.text.trim(),
      tell: answerWith(bot, respond),
    }
    const said = asked.text.split(/\s+/)[0]?.toLowerCase() ?? ''
    const word = words.find((known) => known.word === said)
    return guarded(
      `${COMMAND} ${word?.word ?? '(unknown)'}`,
      async () => {
        if (!word)
          return ack({ response_type: 'ephemeral', ...unknownWord(asked.text, help(COMMAND, words)) })
        if ('answers' in word) return ack({ response_type: 'ephemeral', ...(await word.answers(bot, asked)) })
        await ack()
        await word.opens(bot, asked)
      },
      async (reference) => {
        await ack().catch(() => undefined)
        await asked.tell(sorryMessage(reference))
      },
    )
  })

  // One listener for each kind of request, not one for each name: Bolt asks every listener about every request.
  app.shortcut({ type: 'shortcut' }, async ({ ack, body }) => {
    await ack()
    const open = shortcuts[body.callback_id]
    const { id: by } = body.user
    const asked: Asked = { by, trigger: body.trigger_id, tell: asForm(by, body.trigger_id) }
    if (open) await answering(body.callback_id, asked, () => open(bot, asked))
  })

  app.shortcut({ type: 'message_action' }, async ({ ack, body, respond }) => {
    await ack()
    const open = messageShortcuts[body.callback_id]
    const { channel, message: on } = body
    const asked = {
      by: body.user.id,
      trigger: body.trigger_id,
      message: { channel: channel.id, ts: on.ts, text: on.text ?? '' },
      tell: answerWith(bot, respond),
    }
    if (open) await answering(body.callback_id, asked, () => open(bot, asked))
  })

  app.action(
    { type: 'block_actions' },
    async (args: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
      const { ack, body, action, respond } = args
      await ack()
      const clicked = clickOf(action)
      const handle = clicked && buttons[clicked.action]
      if (!handle) return
      const click: Click = {
        by: body.user.id,
        trigger: body.trigger_id,
        value: clicked.value,
        view: openViewOf(body),
        // A Home tab and a form have no place to answer in.
        tell: body.view ? privately(body.user.id) : answerWith(bot, respond),
      }
      const place = clickedMessage(body, action.block_id)
      await answering(clicked.action, click, async () => {
        if (place) await adoptClicked(bot, click.value, place)
        await handle(bot, click)
      })
    },
  )

  app.view({ type: 'view_submission' }, ({ ack, body, view }) => {
    const name = view.callback_id
    const submit = forms[name] ?? fromAnotherVersion
    const fields = fieldsOf(view.state.values)
    const idempotencyKey = createHash('sha256')
      .update(JSON.stringify([view.id, fields]))
      .digest('base64url')
    const form: Form = { by: body.user.id, about: view.private_metadata, fields, idempotencyKey }
    const answer = (given: FormAnswer) => {
      if (given === 'close' || 'after' in given) return ack()
      return 'errors' in given
        ? ack({ response_action: 'errors', errors: errorsByBlock(given.errors, view.blocks) })
        : ack({ response_action: 'update', view: given.show })
    }
    return guarded(
      name,
      async () => {
        const given = await submit(bot, form)
        await answer(given)
        if (typeof given === 'object' && 'after' in given)
          await given.after().catch((error: unknown) => sayPrivately(bot, form.by, sorry(name, error)))
      },
      (reference) => answer(broken(reference, name, view.blocks)),
    )
  })

  app.error(async (error) => {
    bot.log.error({ error: whatBroke(error) }, 'Bolt could not handle a request')
  })

  app.event(EVENTS, async ({ event }) => {
    if (event.type !== 'app_home_opened') {
      bot.log.error({ event: event.type }, 'Slack says that the app was removed or its token revoked')
      onDisconnected()
    } else if (event.tab === 'home')
      await guarded(
        event.type,
        () => homes.opened(event.user),
        async () => undefined,
      )
  })

  const privately = (by: string) => (words: Message) => sayPrivately(bot, by, words)

  /** Where there is no place to answer in, what there is to say is shown as a form. */
  function asForm(by: string, trigger: string): (words: Message) => Promise<void> {
    return ({ blocks }) =>
      openForm(
        bot,
        { by, trigger, tell: async () => undefined },
        modal({ form: 'told', title: 'Handoff', close: 'Close', blocks }),
      )
  }

  return {
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

function sorryMessage(reference: string): Message {
  return message([
    ['Something went wrong on our side and nothing was changed. Please try again.'],
    [`If it happens again, tell whoever runs Handoff this reference: ${reference}`],
  ])
}

/** A form that was open while Handoff was upgraded and is called something else now; its draft is kept. */
const fromAnotherVersion = async (): Promise<FormAnswer> => ({
  show: deadForm('Handoff was upgraded while this form was open. Close it and open it again.'),
})

/** The long form has a draft behind it; a small one stays open with what was typed, and says it at its first field. */
function broken(reference: string, form: string, blocks: readonly { type: string }[]): FormAnswer {
  const hasFields = blocks.some(({ type }) => type === 'input')
  if (form.startsWith('send_') || !hasFields) return { show: brokenForm(reference) }
  return { errors: { '': `Something went wrong on our side (${reference}). Please try again.` } }
}
