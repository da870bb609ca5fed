import { type Bot, leaveOut } from '../../bot.ts'
import { eraseHandoff } from '../../change.ts'
import { sendFile } from '../../delivery/slack/files.ts'
import { sayPrivately } from '../../delivery/slack/private_answer.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { historyOf } from '../../store/handoff/history.ts'
import { loadHandoffs } from '../../store/handoff/load.ts'
import { findAbout } from '../../store/home/leads.ts'
import { rulesNow } from '../../store/settings.ts'
import { confirmErasure, erased, eraseForm } from '../../views/privacy/erase.ts'
import { message } from '../../views/slack/blocks.ts'
import { openForm } from '../reply.ts'
import type { Click, Form, FormAnswer, Slash } from '../requests.ts'

const MOST_ERASABLE = 10

const WORD = 'ERASE'

/** `/handoff erase TEXT`: what is stored about one prospect, to be exported and, in a second step, erased. */
export async function openErase(bot: Bot, slash: Slash): Promise<void> {
  if (!(await mayErase(bot, slash.by)))
    return slash.tell(message([['Only the people named for it in settings can erase a prospect.']]))
  const text = slash.text.trim().replace(/^erase\s*/i, '')
  if (!text) return slash.tell(message([['Say whom, like /handoff erase dana@acme.com.']]))
  const found = await loadAll(bot, await findAbout(bot.db, bot.workspace, text, MOST_ERASABLE + 1))
  if (found.length === 0) return slash.tell(message([['Nothing is stored that holds this.']]))
  await openForm(bot, slash, eraseForm(found.slice(0, MOST_ERASABLE), found.length > MOST_ERASABLE))
}

/** Step 1: which handoffs. Step 2 says what happens to them. */
export async function chooseErased(bot: Bot, { by, fields }: Form): Promise<FormAnswer> {
  if (!(await mayErase(bot, by))) return { errors: { handoffs: 'You may not erase.' } }
  const ids = (fields.handoffs ?? '').split(',').filter(Boolean)
  if (ids.length === 0) return { errors: { handoffs: 'Tick what belongs to this person.' } }
  const found = await loadAll(bot, ids)
  return { show: confirmErasure(found) }
}

/** Step 2: the word is typed, and the words are gone from the database; their messages follow at once. */
export async function eraseChosen(bot: Bot, { by, about, fields }: Form): Promise<FormAnswer> {
  if (!(await mayErase(bot, by))) return { errors: { confirm: 'You may not erase.' } }
  if (fields.confirm?.trim() !== WORD) return { errors: { confirm: `Type ${WORD} to go on.` } }
  const ids = about.split(',')
  for (const id of ids) await eraseHandoff(bot, id, by, 'with_drafts')
  return { show: erased(ids.length) }
}

/** The button **Export first**: everything that is stored about them, as a file. */
export async function exportChosen(bot: Bot, click: Click): Promise<void> {
  if (!(await mayErase(bot, click.by))) return
  const found = await loadAll(bot, click.value.split(','))
  const stored = await Promise.all(
    found.map(async ({ ref, prospect, brief, id, touches, meetings }) => ({
      handoff: `H-${ref}`,
      prospect,
      brief,
      touches,
      meetings,
      history: await historyOf(bot.db, id),
    })),
  )
  const said = message([[`What is stored about ${found.map(refOf).join(', ')}.`]])
  const content = JSON.stringify(stored, null, 2)
  const file = { name: 'prospect.json', title: 'Stored about a prospect', content }
  const arrived = await sendFile(bot, click.by, said, file)
  if (!arrived)
    await sayPrivately(bot, click.by, message([['The export did not arrive. Ask again before you erase.']]))
}

const loadAll = (bot: Bot, ids: readonly string[]): Promise<Handoff[]> =>
  loadHandoffs(bot.db, ids, leaveOut(bot))

async function mayErase(bot: Bot, by: string): Promise<boolean> {
  return (await rulesNow(bot.db, bot.workspace)).rules.named.erasure.includes(by)
}
