import { and, asc, eq, sql } from 'drizzle-orm'
import type { Happening } from '../../domain/handoff/history.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'
import { ERASED } from './assemble.ts'

export async function historyOf(db: Db, id: string): Promise<Happening[]> {
  const { history, texts } = db.tables
  const rows = await db.read
    .select()
    .from(history)
    .leftJoin(texts, textOfHappening(db))
    .where(eq(history.handoffId, id))
    .orderBy(asc(history.version))
  return rows.map(({ history: row, texts: text }) => happening(row, text))
}

export async function happeningAt(db: Db, id: string, version: number): Promise<Happening | undefined> {
  const { history, texts } = db.tables
  const [found] = await db.read
    .select()
    .from(history)
    .leftJoin(texts, textOfHappening(db))
    .where(and(eq(history.handoffId, id), eq(history.version, version)))
  return found && happening(found.history, found.texts)
}

function textOfHappening(db: Db) {
  const { history, texts } = db.tables
  return and(
    eq(texts.handoffId, history.handoffId),
    eq(texts.kind, 'happening'),
    eq(texts.about, sql`cast(${history.version} as text)`),
  )
}

/** The reference of a handoff, if one of this id was ever sent. */
export async function refOfSent(db: Db, id: string): Promise<number | undefined> {
  const { handoffs } = db.tables
  const [row] = await db.read.select({ ref: handoffs.ref }).from(handoffs).where(eq(handoffs.id, id))
  return row?.ref
}

/** Whether a form that reaches us now has changed a handoff before. */
export async function wasSubmitted(db: Db, idempotencyKey: string): Promise<boolean> {
  const { history } = db.tables
  const [row] = await db.read
    .select({ version: history.version })
    .from(history)
    .where(eq(history.submission, idempotencyKey))
  return row !== undefined
}

/** The AEs it was offered to before the present one; they may still read it. */
export async function earlierAes(db: Db, id: string): Promise<UserId[]> {
  const { offers } = db.tables
  const rows = await db.read.selectDistinct({ ae: offers.ae }).from(offers).where(eq(offers.handoffId, id))
  return rows.map(({ ae }) => ae)
}

function happening(
  row: Db['tables']['history']['$inferSelect'],
  text: { body: string | null } | null,
): Happening {
  return {
    version: row.version,
    at: row.at,
    by: row.by,
    action: row.action,
    offer: row.offer,
    ae: row.ae,
    to: row.toStatus,
    from: row.fromStatus ?? undefined,
    code: row.code ?? undefined,
    until: row.until ?? undefined,
    undid: row.undid ?? undefined,
    rating: row.rating ?? undefined,
    words: text ? (text.body ?? ERASED) : undefined,
  }
}
