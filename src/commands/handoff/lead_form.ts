import type { ModalView } from '@slack/types'
import type { Bot } from '../../bot.ts'
import { change, type WithTurn } from '../../change.ts'
import type { Checked, Fields } from '../../domain/fields.ts'
import type { Decision } from '../../domain/handoff/decision.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { GuardedAction } from '../../domain/handoff/permissions.ts'
import type { UserId } from '../../domain/people/people.ts'
import { problemErrors } from '../../views/fields.ts'
import { zoneOf } from '../people/zone.ts'
import { closeOrExplain, openFor } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

/** When a form is opened or sent, and the zone in which its dates are meant. */
export type Around = { now: Date; zone: string }

/** The button that opens a form about a lead, and what the form does when it is sent. */
export type LeadForm = {
  open: (bot: Bot, click: Click) => Promise<void>
  submit: (bot: Bot, form: Form) => Promise<FormAnswer>
}

type Facts<T> = {
  /** Whoever could not send it hears so before they type. */
  does: GuardedAction
  shows: (handoff: Handoff, around: Around) => ModalView
  reads: (fields: Fields, around: Around) => Checked<T>
  decides: (
    handoff: Handoff,
    by: UserId,
    value: T,
    now: Date,
    bot: Bot,
  ) => (Decision & WithTurn) | Promise<Decision & WithTurn>
  /** The field at which a refusal stands. */
  refusedAt: string
}

/** A form about one lead: the same way for all of them, so that a form is what it asks and what it decides. */
export function leadForm<T>({ does, shows, reads, decides, refusedAt }: Facts<T>): LeadForm {
  return {
    open: opens(does, shows),
    async submit(bot, form) {
      const around = await aroundOf(bot, form.by)
      const read = reads(form.fields, around)
      if (!read.ok) return { errors: problemErrors(read.problems) }
      const outcome = await change(bot, form, (handoff) =>
        decides(handoff, form.by, read.value, around.now, bot),
      )
      return closeOrExplain(bot, form.by, refusedAt, outcome)
    },
  }
}

/** The button alone, for forms that are sent in a way of their own. */
export const opens =
  (does: GuardedAction, shows: Facts<unknown>['shows']): LeadForm['open'] =>
  async (bot, click) => {
    const around = await aroundOf(bot, click.by)
    await openFor(bot, click, does, (handoff) => shows(handoff, around))
  }

export const aroundOf = async (bot: Bot, by: UserId): Promise<Around> => ({
  now: bot.clock.now(),
  zone: await zoneOf(bot, by),
})
