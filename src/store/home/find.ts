import { and, desc, eq, inArray, or, type SQLWrapper, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'
import { loadHandoff } from '../handoff/load.ts'

/**
 * Handoffs whose company, contact or address (without a viewer: or any words) hold this text, the newest first; for a viewer only those that they hand
 * off, were ever offered, stand in for today, or look after as a manager of the team.
 */
export async function findHandoffs(
  db: Db,
  workspace: string,
  text: string,
  viewer: { id: UserId; leads: readonly string[]; covers: readonly UserId[] } | undefined,
  most: number,
): Promise<Handoff[]> {
  const { handoffs, prospects, offers, texts } = db.tables
  const like = `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const holds = (column: SQLWrapper) => sql`lower(${column}) like ${like} escape '\\'`
  const theirs = viewer
    ? or(
        eq(handoffs.sdr, viewer.id),
        viewer.covers.length > 0 ? inArray(handoffs.ae, [...viewer.covers]) : undefined,
        viewer.leads.length > 0 ? inArray(handoffs.teamId, [...viewer.leads]) : undefined,
        sql`exists (select 1 from ${offers} where ${offers.handoffId} = ${handoffs.id} and ${offers.ae} = ${viewer.id})`,
      )
    : undefined
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(
      and(
        eq(handoffs.workspace, workspace),
        or(
          holds(prospects.company),
          holds(prospects.contact),
          holds(prospects.email),
          // Databases lower only what they know as letters; the keys were lowered by us.
          sql`${prospects.companyKey} like ${like} escape '\\'`,
          sql`${prospects.contactKey} like ${like} escape '\\'`,
          // Whoever looks for everything about a person also has to find where others wrote of them.
          viewer
            ? undefined
            : inArray(
                handoffs.id,
                db.read.select({ id: texts.handoffId }).from(texts).where(holds(texts.body)),
              ),
        ),
        theirs,
      ),
    )
    .orderBy(desc(handoffs.createdAt))
    .limit(most)
  const found = await Promise.all(rows.map(({ id }) => loadHandoff(db, id)))
  return found.filter((handoff) => handoff !== undefined)
}
