import { and, count, eq, gte, isNotNull, lt, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import {
  type CountOf,
  countIf,
  countOf,
  during,
  IN_PERIOD,
  medianOf,
  ofSomebody,
  together,
} from './counting.ts'

const answers = (who: 'everybody' | 'ae' | 'sdr') =>
  prepared(IN_PERIOD, (db, { workspace, ...period }) => {
    const { offers, handoffs } = db.tables
    const person = { everybody: sql`null`, ae: offers.ae, sdr: handoffs.sdr }[who]
    const lapsed = sql`${offers.answer} = 'taken_away' and ${offers.answeredAt} > ${offers.acceptDue}`
    const counted = db.read
      .select({
        id: sql<UserId | null>`${person}`,
        x: countIf(sql`${offers.answer} = 'accepted'`),
        y: countIf(sql`${offers.answer} in ('accepted', 'declined') or (${lapsed})`),
      })
      .from(offers)
      .innerJoin(handoffs, eq(handoffs.id, offers.handoffId))
      .where(during(offers, workspace, offers.answeredAt, period))
    return who === 'everybody' ? counted : counted.groupBy(person)
  })

const answersTo = { everybody: answers('everybody'), ae: answers('ae'), sdr: answers('sdr') }

/** Of the offers that were accepted, declined, or taken away after their time was over: the accepted ones. */
export const acceptanceIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await answersTo.everybody(db, { workspace, ...period }))

/** The same for each AE who was asked, or each SDR who handed off. */
export const acceptanceBy = async (
  db: Db,
  workspace: string,
  period: Bounds,
  who: 'ae' | 'sdr',
): Promise<(CountOf & { id: UserId })[]> => ofSomebody(await answersTo[who](db, { workspace, ...period }))

/** Offers whose time was over before `at` and that nobody had answered by then. */
export async function openPastDue(db: Db, workspace: string, at: Date): Promise<number> {
  const { offers } = db.tables
  const overdue = and(eq(offers.workspace, workspace), lt(offers.acceptDue, at))
  // Two counts, each from its own index: what is open still, and what was answered since.
  const open = await countOf(db, offers, and(overdue, sql`${offers.answer} is null`))
  return open + (await countOf(db, offers, and(overdue, gte(offers.answeredAt, at))))
}

/** The median of offer → accept without pauses, of the accepts in the period; nothing without any. */
export const medianToAccept = async (db: Db, workspace: string, bounds: Bounds): Promise<number | null> =>
  (await timeToAccept(db, workspace, bounds)).ms

const timeToAccept = medianOf((db, { workspace, ...period }) => {
  const { offers } = db.tables
  const accepted = and(
    during(offers, workspace, offers.answeredAt, period),
    eq(offers.answer, 'accepted'),
    isNotNull(offers.answerMs),
  )
  return { table: offers, ms: sql`${offers.answerMs}`, where: accepted }
})

export async function declineReasonsIn(
  db: Db,
  workspace: string,
  bounds: Bounds,
): Promise<{ code: string; count: number }[]> {
  const { offers } = db.tables
  const rows = await db.read
    .select({ code: offers.code, count: count() })
    .from(offers)
    .where(and(answeredIn(db, workspace, bounds), eq(offers.answer, 'declined')))
    .groupBy(offers.code)
  return rows
    .map((row) => ({ code: row.code ?? 'other', count: row.count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}

function answeredIn(db: Db, workspace: string, period: Bounds) {
  const { offers } = db.tables
  return during(offers, workspace, offers.answeredAt, period)
}
