import { type Bot, linkTo } from '../../bot.ts'
import { LONGEST } from '../../domain/fields.ts'
import { refOf } from '../../domain/handoff/handoff.ts'
import { mayRead } from '../../domain/handoff/permissions.ts'
import type { Draft } from '../../domain/offering/draft.ts'
import type { UserId } from '../../domain/people/people.ts'
import { whyNoHandoff } from '../../domain/teams/routing.ts'
import { cleanText, clip } from '../../domain/text.ts'
import { refOfSent } from '../../store/handoff/history.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { findDraft, saveDraft } from '../../store/offering/drafts.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'
import { message } from '../../views/slack/blocks.ts'
import { openForm } from '../reply.ts'
import type { Asked, Click, FromMessage } from '../requests.ts'
import { hasTyped, isOld, newDraft } from './draft.ts'
import { stepView } from './form.ts'

/** `/handoff` and the shortcut: the form, where this person left it. */
export async function openNewHandoff(bot: Bot, asked: Asked): Promise<void> {
  const refused = await refusedWords(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  await openForm(
    bot,
    asked,
    await stepView(bot, (await usableDraft(bot, asked.by)) ?? newDraft(bot, asked.by)),
  )
}

const BEGAN_ANOTHER = 'You began another handoff. Send or discard it first: /handoff opens it.'

/** The shortcut on a message: its text comes along, to be read and edited before anybody else sees it. */
export async function openFromMessage(bot: Bot, asked: FromMessage): Promise<void> {
  const refused = await refusedWords(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  const begun = await usableDraft(bot, asked.by)
  const text = clip(cleanText(asked.message.text), LONGEST.note)
  const fields = { from_message: text, message_link: linkTo(bot, asked.message) }
  // Words about one lead must not come along with another.
  const isOther = begun && begun.fields.message_link !== fields.message_link
  if (isOther && hasTyped(begun.fields)) return asked.tell(message([[BEGAN_ANOTHER]]))
  const draft = begun && !isOther ? begun : newDraft(bot, asked.by, fields)
  await saveDraft(bot.db, bot.workspace, draft)
  await openForm(bot, asked, await stepView(bot, draft))
}

/** The button **Hand off again** of a lead that was put aside: a new draft that begins with what was known then. */
export async function handOffAgain(bot: Bot, click: Click): Promise<void> {
  const refused = await refusedWords(bot, click.by)
  const before = await loadHandoff(bot.db, click.value)
  if (refused || !before) return click.tell(message([[refused ?? 'This handoff no longer exists.']]))
  if (!mayRead(before, click.by, [], bot.clock.now()))
    return click.tell(message([['This lead is for its SDR and their managers.']]))
  if (await usableDraft(bot, click.by)) return click.tell(message([[BEGAN_ANOTHER]]))
  const { company, contact, email, title, crmLink } = before.prospect
  const answers = before.brief.answers.flatMap(({ key, state, evidence }): [string, string][] => [
    [`state-${key}`, state],
    [`evidence-${key}`, evidence],
  ])
  const fields = {
    ...{ company, contact, email: email ?? null, title: title ?? null, crm: crmLink ?? null },
    ...Object.fromEntries(answers),
    seen: before.id,
    again: refOf(before),
  }
  const draft = newDraft(bot, click.by, fields)
  await saveDraft(bot.db, bot.workspace, draft)
  await openForm(bot, click, await stepView(bot, draft))
}

/** A late click in a form that was sent leaves its draft behind; going on with it would send nothing. */
async function usableDraft(bot: Bot, by: UserId): Promise<Draft | undefined> {
  const found = await findDraft(bot.db, bot.workspace, by)
  return found && !isOld(bot, found) && !(await refOfSent(bot.db, found.id)) ? found : undefined
}

/** Why this person cannot hand off, in words. */
async function refusedWords(bot: Bot, by: UserId): Promise<string | undefined> {
  const cannot = whyNoHandoff(await teamsOf(bot.db, bot.workspace), by, await bot.people.find(by))
  return cannot && cannotTakePartWords(cannot)
}
