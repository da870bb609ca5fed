import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { decline } from '../../domain/answering/decline.ts'
import { checkNote } from '../../domain/fields.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { cameByTurn } from '../../store/teams/rotation.ts'
import { declineForm } from '../../views/answering.ts'
import { problemErrors } from '../../views/fields.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openDecline(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'declined', declineForm)
}

/** A reason is needed always, and words when the reason says nothing by itself. */
export async function declineOffer(bot: Bot, form: Form): Promise<FormAnswer> {
  const code = form.fields.code
  if (!code) return { errors: problemErrors([{ field: 'code', why: 'missing' }]) }
  const comment = checkNote(form.fields, 'comment', code === 'other')
  if (!comment.ok) return { errors: problemErrors(comment.problems) }
  const reason = { code, comment: comment.value || undefined }
  const outcome = await change(bot, form, async (handoff) => ({
    ...decline(handoff, form.by, reason, bot.clock.now()),
    turn: (await getsTurnBack(bot, handoff, code)) ? ('given_back' as const) : undefined,
  }))
  return settle(bot, form.by, 'code', outcome)
}

/** A lead that was never theirs to work costs nobody their turn, when it came to them by the rotation. */
async function getsTurnBack(bot: Bot, { id, offer, rules }: Handoff, code: string): Promise<boolean> {
  const gives = rules.declineCodes.find((known) => known.code === code)?.givesTurnBack === true
  return gives && cameByTurn(bot.db, id, offer.seq)
}
