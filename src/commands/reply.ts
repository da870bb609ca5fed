import type { ModalView } from '@slack/types'
import type { Bot } from '../bot.ts'
import { failureOf } from '../delivery/slack/errors.ts'
import { type Change, isRefusal } from '../domain/handoff/decision.ts'
import type { Handoff } from '../domain/handoff/handoff.ts'
import { type GuardedAction, refusalOf } from '../domain/handoff/permissions.ts'
import type { Refusal } from '../domain/handoff/refusals.ts'
import type { UserId } from '../domain/people/people.ts'
import { loadHandoff } from '../store/handoff/load.ts'
import { namesOf } from '../store/people/people.ts'
import { refusalWords } from '../views/handoff/refusals.ts'
import { type Line, message, plainly } from '../views/slack/blocks.ts'
import type { Asked, Click, FormAnswer } from './requests.ts'

const HANDOFF_GONE: Line[] = [['This handoff no longer exists.']]

/** After a click: silence when it worked, because the card shows it; a private explanation when it did not. */
export async function explain(asked: Asked, outcome: Change | Refusal | undefined): Promise<void> {
  if (!outcome) await asked.tell(message(HANDOFF_GONE))
  else if (isRefusal(outcome)) await asked.tell(message(refusalWords(outcome)))
}

/** After a form: it closes when it worked, now or when it came before; otherwise it stays, with what was typed and the reason at the field. */
export async function closeOrExplain(
  bot: Bot,
  by: UserId,
  field: string,
  outcome: Change | Refusal | undefined,
): Promise<FormAnswer> {
  if (!outcome) return { errors: { [field]: await inWords(bot, by, HANDOFF_GONE) } }
  if (isDone(outcome)) return 'close'
  return { errors: { [field]: await inWords(bot, by, refusalWords(outcome)) } }
}

/** Whether what a form asks is so, now or since it came before. */
export const isDone = (
  outcome: Change | Refusal,
): outcome is Change | (Refusal & { refused: 'sent_already' }) =>
  !isRefusal(outcome) || outcome.refused === 'sent_already'

/** Opens a form about a handoff, unless it could not be sent anyway: better to hear that before typing. */
export async function openFor(
  bot: Bot,
  click: Click,
  move: GuardedAction,
  view: (handoff: Handoff) => ModalView | Promise<ModalView>,
): Promise<void> {
  const handoff = await loadHandoff(bot.db, click.value)
  const refusal = handoff && refusalOf(move, handoff, click.by, bot.clock.now())
  if (!handoff || refusal) return explain(click, refusal)
  await openForm(bot, click, await view(handoff))
}

/** A trigger lives three seconds; when Slack is too slow to open the form, the person hears that they can try again. */
export async function openForm(bot: Bot, asked: Asked, view: ModalView): Promise<void> {
  try {
    await bot.slack.forms.views.open({ trigger_id: asked.trigger, view })
  } catch (error) {
    bot.log.warn({ form: view.callback_id, code: failureOf(error).code }, 'a form did not open')
    await asked.tell(message([['Slack did not open the form in time. Nothing is lost; please try again.']]))
  }
}

/** Puts another view in the place of an open one. When Slack does not, the form stays, and nothing typed is lost. */
export async function redrawForm(
  bot: Bot,
  { id, hash, form }: NonNullable<Click['view']>,
  view: ModalView,
): Promise<void> {
  try {
    await bot.slack.forms.views.update({ view_id: id, hash, view })
  } catch (error) {
    bot.log.warn({ form, code: failureOf(error).code }, 'a form was not redrawn')
  }
}

async function inWords(bot: Bot, by: UserId, lines: Line[]): Promise<string> {
  const mentioned = lines
    .flat()
    .flatMap((piece) => (typeof piece !== 'string' && 'user' in piece ? [piece.user] : []))
  const [reader, nameOf] = await Promise.all([bot.people.find(by), namesOf(bot.db, bot.workspace, mentioned)])
  return plainly(lines, (id) => nameOf(id) ?? 'somebody', reader?.zone ?? 'UTC')
}
