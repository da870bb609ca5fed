import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Db } from '../database.ts'
import { assemble } from './assemble.ts'
import { loadParts } from './parts.ts'

/** One handoff as it is now. Read again when it changed while it was being read, so that its parts always fit. */
export async function loadHandoff(db: Db, id: string): Promise<Handoff | undefined> {
  const { handoffs } = db.tables
  for (;;) {
    const [row] = await db.read.select().from(handoffs).where(eq(handoffs.id, id))
    if (!row) return undefined
    const parts = await loadParts(db, row)
    const [now] = await db.read
      .select({ version: handoffs.version })
      .from(handoffs)
      .where(eq(handoffs.id, id))
    if (now?.version === row.version) return assemble(row, parts)
  }
}

export async function findByRef(db: Db, workspace: string, ref: number): Promise<Handoff | undefined> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(and(eq(handoffs.workspace, workspace), eq(handoffs.ref, ref)))
  return row && loadHandoff(db, row.id)
}
