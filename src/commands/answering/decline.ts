import type { Bot } from '../../bot.ts'
import { decline } from '../../domain/answering/decline.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { checkReason } from '../../domain/handoff/reason.ts'
import type { Turn } from '../../domain/teams/rotation.ts'
import { cameByTurn, rotationOf } from '../../store/teams/rotation.ts'
import { declineForm } from '../../views/answering.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Decline**, with a reason. */
export const declineOffer = leadForm({
  does: 'declined',
  shows: declineForm,
  reads: checkReason,
  decides: async (handoff, by, reason, now, bot) => ({
    ...decline(handoff, by, reason, now),
    turn: await turnBack(bot, handoff, reason.code),
  }),
  refusedAt: 'code',
})

/** A lead that was never theirs to work costs nobody their turn, when it came to them by the rotation. */
async function turnBack(
  { db }: Bot,
  { id, offer, rules, team }: Handoff,
  code: string,
): Promise<Turn | undefined> {
  const gives = rules.declineCodes.find((known) => known.code === code)?.givesTurnBack === true
  if (!gives || !(await cameByTurn(db, id, offer.seq))) return undefined
  return { rotation: await rotationOf(db, team), ae: offer.ae, kind: 'given_back' }
}
