import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'
import { openStatus } from '../tables.ts'

/** People with open handoffs, and who decides about them, whom Slack was not asked since then: longest ago first. */
export async function peopleToLookUp(
  db: Db,
  workspace: string,
  since: Date,
  most: number,
): Promise<UserId[]> {
  const { handoffs, people, teamMembers } = db.tables
  const roles = [handoffs.ae, handoffs.sdr] as const
  const asked = sql<number>`coalesce(${people.seenAt}, 0)`.mapWith(Number).as('asked')
  const found = await Promise.all(
    roles.map((role) =>
      db.read
        .selectDistinct({ id: role, asked })
        .from(handoffs)
        .leftJoin(people, and(eq(people.workspace, workspace), eq(people.id, role)))
        .where(
          and(
            eq(handoffs.workspace, workspace),
            openStatus(handoffs.status),
            or(isNull(people.seenAt), lte(people.seenAt, since)),
          ),
        )
        .orderBy(asc(asked), asc(role))
        .limit(most),
    ),
  )
  const deciders = await db.read
    .selectDistinct({ id: teamMembers.person, asked })
    .from(teamMembers)
    .leftJoin(people, and(eq(people.workspace, workspace), eq(people.id, teamMembers.person)))
    .where(
      and(
        eq(teamMembers.workspace, workspace),
        inArray(teamMembers.role, ['manager', 'admin']),
        isNull(teamMembers.until),
        or(isNull(people.seenAt), lte(people.seenAt, since)),
      ),
    )
    .limit(most)
  const longestAgoFirst = [...found.flat(), ...deciders].sort((a, b) => a.asked - b.asked)
  return [...new Set(longestAgoFirst.map(({ id }) => id))].slice(0, most)
}
