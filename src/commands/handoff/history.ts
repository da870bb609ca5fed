import type { Bot } from '../../bot.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { mayRead } from '../../domain/handoff/permissions.ts'
import { earlierAes, historyOf } from '../../store/handoff/history.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { historyModal } from '../../views/handoff/history.ts'
import { message } from '../../views/slack/blocks.ts'
import { isAdmin } from '../people/roles.ts'
import { openForm, redrawForm } from '../reply.ts'
import type { Click } from '../requests.ts'

/** The button **Show history**. */
export async function showHistory(bot: Bot, click: Click): Promise<void> {
  const handoff = await loadHandoff(bot.db, click.value)
  if (!handoff) return click.tell(message([['This handoff no longer exists.']]))
  if (!(await isReader(bot, handoff, click.by)))
    return click.tell(
      message([[`The history of ${refOf(handoff)} is for its SDR, its AEs and their managers.`]]),
    )
  await openForm(bot, click, historyModal(handoff, await historyOf(bot.db, handoff.id)))
}

/** The buttons **Earlier** and **Later** in it. */
export async function turnHistory(bot: Bot, { view, by, value }: Click): Promise<void> {
  const handoff = view && (await loadHandoff(bot.db, view.about))
  if (!handoff || !(await isReader(bot, handoff, by))) return
  await redrawForm(bot, view, historyModal(handoff, await historyOf(bot.db, handoff.id), Number(value)))
}

export async function isReader(bot: Bot, handoff: Handoff, by: string): Promise<boolean> {
  const reads = mayRead(handoff, by, await earlierAes(bot.db, handoff.id), bot.clock.now())
  return reads || isAdmin(bot, by)
}
