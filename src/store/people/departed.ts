import { and, eq } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'

/** People whose account is gone. */
export async function peopleWhoLeft(db: Db, workspace: string): Promise<UserId[]> {
  const { people } = db.tables
  const rows = await db.read
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.workspace, workspace), eq(people.kind, 'deactivated')))
  return rows.map(({ id }) => id)
}
