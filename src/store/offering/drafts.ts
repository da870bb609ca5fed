import { and, eq, lt } from 'drizzle-orm'
import { fieldsSchema } from '../../domain/fields.ts'
import type { Draft } from '../../domain/offering/draft.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'

export async function findDraft(db: Db, workspace: string, person: UserId): Promise<Draft | undefined> {
  const { drafts } = db.tables
  const [row] = await db.read
    .select()
    .from(drafts)
    .where(and(eq(drafts.workspace, workspace), eq(drafts.person, person)))
  return (
    row && {
      id: row.id,
      person: row.person,
      step: row.step,
      fields: fieldsSchema.parse(row.fields),
      at: row.at,
    }
  )
}

export async function saveDraft(db: Db, workspace: string, draft: Draft): Promise<void> {
  const { drafts } = db.tables
  const { person, ...values } = draft
  await db.commit((write) => [
    mustTouch(
      write
        .insert(drafts)
        .values({ workspace, person, ...values })
        .onConflictDoUpdate({ target: [drafts.workspace, drafts.person], set: values }),
    ),
  ])
}

/** The draft goes when its handoff is sent, in the same commit. */
export function dropDraft(write: Write, workspace: string, person: UserId): Statement {
  const { drafts } = write.tables
  return mayTouch(write.delete(drafts).where(and(eq(drafts.workspace, workspace), eq(drafts.person, person))))
}

export function dropDraftsBefore(write: Write, workspace: string, before: Date): Statement {
  const { drafts } = write.tables
  return mayTouch(write.delete(drafts).where(and(eq(drafts.workspace, workspace), lt(drafts.at, before))))
}
