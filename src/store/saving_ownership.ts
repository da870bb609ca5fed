import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Handoff, Happening } from '../domain/handoff.ts'
import { type Db, type Queries, quietly, type Statement, touching } from './database.ts'

/** What a change writes about the lead that somebody has: its owners, touches and next step. */
/** A reassign ends the offer before it: unanswered, it was taken away; answered, its answer stays. */
export function takeAway(db: Db, write: Queries, { id, offer }: Handoff, happened: Happening): Statement[] {
  if (happened.action !== 'reassigned') return []
  const { offers } = db.tables
  return [
    quietly(
      write
        .update(offers)
        .set({ answer: 'taken_away', answeredBy: happened.by, answeredAt: happened.at })
        .where(and(eq(offers.handoffId, id), eq(offers.seq, offer.seq - 1), isNull(offers.answer)))
        .returning({ seq: offers.seq }),
    ),
  ]
}

/** A touch that was corrected stays, with the one that stands in its place. */
export function saveTouch(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const touch = handoff.touches.find(({ version }) => version === happened.version)
  if (!touch) return []
  const { touches } = db.tables
  const { kind, happenedAt, loggedAt, by, version, instead } = touch
  const { id: handoffId, workspace } = handoff
  return [
    touching(
      write
        .insert(touches)
        .values({
          workspace,
          handoffId,
          version,
          kind,
          happenedAt,
          loggedAt,
          by,
          supersedes: instead ?? null,
        })
        .returning({ version: touches.version }),
    ),
  ]
}

export function saveMeeting(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const { meetings } = db.tables
  const { id: handoffId, workspace } = handoff
  if (happened.action === 'called' && happened.code === 'moved')
    return [
      quietly(
        write
          .update(meetings)
          .set({ isIntro: false })
          .where(and(eq(meetings.handoffId, handoffId), eq(meetings.isIntro, true)))
          .returning({ version: meetings.version }),
      ),
    ]
  const meeting = handoff.meetings.find(({ version }) => version === happened.version)
  if (!meeting) return []
  return [
    touching(
      write
        .insert(meetings)
        .values({ workspace, handoffId, ...meeting })
        .returning({ version: meetings.version }),
    ),
  ]
}

/** A newer request stands for those before it; done means that none is left. */
export function savePullIn(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const { pullIns } = db.tables
  const { id: handoffId, workspace, pullIn } = handoff
  const { version, by, at } = happened
  if (happened.action === 'pulled_in' && pullIn)
    return [
      touching(
        write
          .insert(pullIns)
          .values({ workspace, handoffId, version, reason: pullIn.reason, by, at })
          .returning({ version: pullIns.version }),
      ),
    ]
  if (happened.action !== 'pull_in_done') return []
  return [
    quietly(
      write
        .update(pullIns)
        .set({ doneBy: by, doneAt: at })
        .where(and(eq(pullIns.handoffId, handoffId), isNull(pullIns.doneAt)))
        .returning({ version: pullIns.version }),
    ),
  ]
}

export function saveNextStep(
  db: Db,
  write: Queries,
  { id, brief }: Handoff,
  happened: Happening,
): Statement[] {
  if (happened.action !== 'next_step_updated' && happened.action !== 'called') return []
  const { texts } = db.tables
  return [
    touching(
      write
        .update(texts)
        .set({ body: brief.nextStep, by: happened.by, at: happened.at })
        .where(and(eq(texts.handoffId, id), eq(texts.kind, 'brief'), eq(texts.about, 'next_step')))
        .returning({ id: texts.handoffId }),
    ),
  ]
}

export function saveOwnership(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const { ownerships } = db.tables
  const { id, workspace, offer } = handoff
  const end = (reason: string): Statement =>
    quietly(
      write
        .update(ownerships)
        .set({ until: happened.at, endedBy: happened.by, endReason: reason })
        .where(and(eq(ownerships.handoffId, id), isNull(ownerships.until)))
        .returning({ version: ownerships.version }),
    )
  if (happened.undid === 'accepted') return [end('undone')]
  if (happened.action === 'reassigned') return [end(happened.code ?? 'other')]
  if (happened.action !== 'accepted') return []
  const owners = sql<number>`(select count(distinct ae) + 1 from ${ownerships} where ${ownerships.handoffId} = ${id}
    and coalesce(${ownerships.endReason}, '') <> 'undone' and ${ownerships.ae} <> ${offer.ae})`
  return [
    touching(
      write
        .insert(ownerships)
        .values({
          workspace,
          handoffId: id,
          version: happened.version,
          ae: offer.ae,
          since: happened.at,
          nth: owners,
        })
        .returning({ version: ownerships.version }),
    ),
  ]
}
