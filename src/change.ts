import type { Bot } from './bot.ts'
import { type Change, type Decision, isRefusal } from './domain/handoff/decision.ts'
import type { Handoff } from './domain/handoff/handoff.ts'
import type { Refusal } from './domain/handoff/refusals.ts'
import type { Match } from './domain/offering/duplicates.ts'
import { type NewHandoff, send } from './domain/offering/send.ts'
import type { UserId } from './domain/people/people.ts'
import { erase } from './domain/privacy/erase.ts'
import type { Turn } from './domain/teams/rotation.ts'
import type { Team } from './domain/teams/team.ts'
import { StaleWrite, type Statement, type Write } from './store/database.ts'
import { refOfSent, wasSubmitted } from './store/handoff/history.ts'
import { loadHandoff } from './store/handoff/load.ts'
import { nextRef } from './store/handoff/references.ts'
import { insertHandoff, saveHandoff } from './store/handoff/save.ts'
import { dropDraft } from './store/offering/drafts.ts'
import { leaveCard } from './store/outbox/messages.ts'
import { enqueue } from './store/outbox/outbox.ts'
import { draftsAbout, eraseWords, rolesToRedact } from './store/privacy/erase.ts'
import { recordTurn } from './store/teams/rotation.ts'
import { findTeam } from './store/teams/teams.ts'

/** The only way to write: load, let a rule decide, commit state and notices together, tell delivery. */

/** More rounds than the number of people who can click at the same moment: in each round at least one gets through. */
const MOST_TRIES = 100

/** What a rule may decide together with the state: whose turn of the rotation it took, or gives back. */
export type WithTurn = { turn?: Turn | undefined }

/** A handoff, or a form about one with the key by which it counts once. */
type Of = string | { about: string; idempotencyKey: string }

/**
 * Changes one handoff. A click that came second decides again on what the first left behind; a form that reaches us
 * twice, because its first answer was lost, changes it once.
 */
export function change(
  bot: Bot,
  of: Of,
  decide: (handoff: Handoff) => Promise<Decision & WithTurn> | (Decision & WithTurn),
): Promise<Change | Refusal | undefined> {
  return changeWith(bot, of, decide, () => [])
}

/** The same, with more statements in the same commit. */
function changeWith(
  bot: Bot,
  of: Of,
  decide: (handoff: Handoff) => Promise<Decision & WithTurn> | (Decision & WithTurn),
  also: (write: Write, handoff: Handoff) => Statement[],
): Promise<Change | Refusal | undefined> {
  const { about, idempotencyKey } = typeof of === 'string' ? { about: of, idempotencyKey: undefined } : of
  return retryStale(async () => {
    const handoff = await loadHandoff(bot.db, about)
    if (!handoff) return undefined
    if (idempotencyKey && (await wasSubmitted(bot.db, idempotencyKey)))
      return { refused: 'sent_already', handoff }
    const decision = await decide(handoff)
    if (isRefusal(decision)) return decision
    const { happened, tell } = decision
    await bot.db.commit((write) => [
      ...saveHandoff(write, decision, idempotencyKey),
      ...turnLine(write, decision, happened.at),
      ...also(write, handoff),
      ...enqueue(write, handoff, tell, happened.at),
    ])
    bot.deliver()
    bot.changed([decision.handoff.sdr, handoff.offer.ae, decision.handoff.offer.ae])
    return decision
  })
}

/**
 * Blanks what people typed about a handoff, in the database now and in its messages as fast as Slack takes the edits.
 * Half-filled forms about the same prospect go too when somebody asked for it, and stay when only time has passed.
 */
export async function eraseHandoff(
  bot: Bot,
  id: string,
  by: string,
  drafts: 'with_drafts' | 'without_drafts',
): Promise<void> {
  let authors: UserId[] = []
  await changeWith(
    bot,
    id,
    async (handoff) => {
      authors = drafts === 'with_drafts' ? await draftsAbout(bot.db, handoff) : []
      return erase(handoff, by, await rolesToRedact(bot.db, handoff), bot.clock.now())
    },
    (write, handoff) => [
      ...eraseWords(write, handoff),
      ...authors.map((author) => dropDraft(write, bot.workspace, author)),
    ],
  )
}

/** A lead that goes to another team leaves its card behind and gets one in that team's channel. */
export async function reassignTo(
  bot: Bot,
  of: Of,
  decide: (handoff: Handoff) => Decision,
): Promise<Change | Refusal | undefined> {
  let leave: Awaited<ReturnType<typeof leaveCard>> | undefined
  return changeWith(
    bot,
    of,
    async (fresh) => {
      const decision = decide(fresh)
      const moves = !isRefusal(decision) && decision.handoff.team.id !== fresh.team.id
      leave = moves ? await leaveCard(bot.db, fresh, fresh.version + 1, bot.clock.now()) : undefined
      return decision
    },
    (write) => leave?.(write) ?? [],
  )
}

type DraftOf = { id: string; person: string; teamId: string }

/** A new handoff, and that its prospect is being handed off now. */
type Filled = Omit<NewHandoff, 'id' | 'workspace' | 'ref' | 'team' | 'sdr'> &
  WithTurn & { bumpVersion?: (write: Write) => Statement[] }

/**
 * Makes a handoff out of a draft, which goes in the same commit. The draft's id becomes the handoff's, so a form that
 * was submitted twice makes one: the second submit gets the first one's handoff. When the prospect turns out to be
 * known already, that comes back instead.
 */
export function sendNew(bot: Bot, draft: DraftOf, fill: (team: Team) => Promise<Filled>): Promise<Handoff>

export function sendNew(
  bot: Bot,
  draft: DraftOf,
  fill: (team: Team) => Promise<Filled | { known: Match[] }>,
): Promise<Handoff | { known: Match[] }>

export function sendNew(
  bot: Bot,
  draft: DraftOf,
  fill: (team: Team) => Promise<Filled | { known: Match[] }>,
): Promise<Handoff | { known: Match[] }> {
  return retryStale(async () => {
    if (await refOfSent(bot.db, draft.id)) {
      const existing = await loadHandoff(bot.db, draft.id)
      if (existing) return existing
    }
    const team = await findTeam(bot.db, draft.teamId)
    const filled = await fill(team)
    if ('known' in filled) return filled
    const { turn, bumpVersion, ...input } = filled
    const { ref, take } = await nextRef(bot.db, bot.workspace)
    const facts = { id: draft.id, workspace: bot.workspace, ref, team, sdr: draft.person }
    const sent = send({ ...facts, ...input }, bot.clock.now())
    await bot.db.commit((write) => [
      take(write),
      ...insertHandoff(write, sent),
      ...turnLine(write, { handoff: sent.handoff, turn }, sent.happened.at),
      ...(bumpVersion?.(write) ?? []),
      dropDraft(write, bot.workspace, draft.person),
      ...enqueue(write, sent.handoff, sent.tell, sent.happened.at),
    ])
    bot.deliver()
    bot.changed([sent.handoff.sdr, sent.handoff.offer.ae])
    return sent.handoff
  })
}

/** The ledger tells of the offer that a change leaves: who came by their turn, and who got it back. */
function turnLine(
  write: Write,
  { handoff, turn }: Pick<Change, 'handoff'> & WithTurn,
  at: Date,
): Statement[] {
  const { id: handoffId, workspace, offer } = handoff
  return turn ? recordTurn(write, turn, { workspace, handoffId, offer: offer.seq, at }) : []
}

async function retryStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StaleWrite) || tries >= MOST_TRIES) throw error
    }
  }
}
