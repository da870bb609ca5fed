import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Db } from '../database.ts'
import { isOneOf, prepared } from '../prepared.ts'
import { assemble } from './assemble.ts'
import { readParts } from './parts.ts'

/** What becomes of a handoff that cannot be read: in a list or a round of a job it must not stop the others. */
export type OnUnreadable = (id: string, error: unknown) => void

/** One handoff as it is now; throws when it cannot be read. */
export async function loadHandoff(db: Db, id: string): Promise<Handoff | undefined> {
  const [found] = await loadHandoffs(db, [id], (_id, error) => {
    throw error
  })
  return found
}

/**
 * These handoffs as they are now, in this order and without those that are gone; many take as many statements as one.
 * What changed while it was being read is read again, so that the parts of each always fit.
 */
export async function loadHandoffs(
  db: Db,
  ids: readonly string[],
  onUnreadable: OnUnreadable,
): Promise<Handoff[]> {
  const found = new Map<string, Handoff>()
  for (let left = [...new Set(ids)]; left.length > 0; ) {
    const read = await readParts(db, left.slice(0, READ_AT_ONCE))
    const current = await versionsOf(
      db,
      read.map(({ row }) => row.id),
    )
    const changed: string[] = []
    for (const parts of read) {
      const { id, version } = parts.row
      if (current.get(id) !== version) changed.push(id)
      else
        try {
          found.set(id, assemble(parts))
        } catch (error) {
          onUnreadable(id, error)
        }
    }
    left = [...changed, ...left.slice(READ_AT_ONCE)]
  }
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Databases limit how many values one statement takes. */
const READ_AT_ONCE = 500

async function versionsOf(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  return new Map((await idsAndVersions(db, { ids })).map(({ id, version }) => [id, version]))
}

const idsAndVersions = prepared(['ids'], (db, { ids }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ id: handoffs.id, version: handoffs.version })
    .from(handoffs)
    .where(isOneOf(db, handoffs.id, ids))
})

export async function findByRef(db: Db, workspace: string, ref: number): Promise<Handoff | undefined> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(and(eq(handoffs.workspace, workspace), eq(handoffs.ref, ref)))
  return row && loadHandoff(db, row.id)
}
