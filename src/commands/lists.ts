import { type Bot, linkTo } from '../bot.ts'
import { type Handoff, refOf } from '../domain/handoff.ts'
import { mayRead } from '../domain/permissions.ts'
import { earlierAes, findByRef, historyOf, loadHandoff, openHandoffsOf } from '../store/handoffs.ts'
import { postedAs } from '../store/messages.ts'
import { type Message, message } from '../views/blocks.ts'
import { historyModal, mine, whole } from '../views/lists.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { openForm, redrawForm } from './reply.ts'
import type { Click, Slash } from './requests.ts'
import { isAdmin } from './teams.ts'

const MOST_MINE = 20

/** `/handoff mine`: what is open for me. */
export async function showMine(bot: Bot, slash: Slash): Promise<Message> {
  const person = await bot.people.find(slash.by)
  if (person && person.kind !== 'member') return message([[cannotTakePartWords({ why: person.kind })]])
  const { handoffs, count } = await openHandoffsOf(bot.db, bot.workspace, slash.by, MOST_MINE)
  return mine(handoffs, count, slash.by, await linksOf(bot, handoffs))
}

/** `/handoff show H-42`. Somebody who may not read it hears the same as when there is no such handoff. */
export async function showOne(bot: Bot, slash: Slash): Promise<Message> {
  const ref = /^(?:show\s+)?(?:h-?)?(\d{1,9})$/i.exec(slash.text.trim())?.[1]
  if (!ref) return message([['Say which one, like /handoff show H-42.']])
  const handoff = await findByRef(bot.db, bot.workspace, Number(ref))
  if (!handoff || !(await isReader(bot, handoff, slash.by)))
    return message([[`There is no H-${Number(ref)} among the handoffs that you can see.`]])
  const history = await historyOf(bot.db, handoff.id)
  return whole(handoff, history, await linksOf(bot, [handoff]), bot.clock.now())
}

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

async function isReader(bot: Bot, handoff: Handoff, by: string): Promise<boolean> {
  const reads = mayRead(handoff, by, await earlierAes(bot.db, handoff.id), bot.clock.now())
  return reads || isAdmin(bot, by)
}

export async function linksOf(bot: Bot, handoffs: readonly Handoff[]) {
  const links = new Map<string, string>()
  for (const { id } of handoffs) {
    const card = await postedAs(bot.db, id, 'card')
    if (card) links.set(id, linkTo(bot, card))
  }
  return ({ id }: Handoff) => links.get(id)
}
