import { and, eq, isNull } from 'drizzle-orm'
import { type Numbers, numbersSchema } from '../../domain/digest/numbers.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

export type Digest = {
  monday: string
  late: boolean
  numbers: Numbers
  review?: { by: UserId; at: Date } | undefined
}

/** Keeps what a digest says, with its bounds: posted weeks are never counted anew. */
export function keepDigest(
  write: Write,
  workspace: string,
  { monday, late, numbers }: Digest,
  postedAt: Date,
): Statement {
  const { digests } = write.tables
  return mustTouch(
    write.insert(digests).values({ workspace, monday, late, numbers, postedAt }).onConflictDoNothing(),
  )
}

export async function findDigest(db: Db, workspace: string, monday: string): Promise<Digest | undefined> {
  const { digests } = db.tables
  const [row] = await db.read
    .select()
    .from(digests)
    .where(and(eq(digests.workspace, workspace), eq(digests.monday, monday)))
  if (!row) return undefined
  const { late, numbers, reviewedBy: by, reviewedAt: at } = row
  return { monday, late, numbers: numbersSchema.parse(numbers), ...(by && at ? { review: { by, at } } : {}) }
}

/** Somebody went through it; stale when it was marked already. */
export function markReviewed(
  write: Write,
  workspace: string,
  monday: string,
  review: { by: UserId; at: Date },
): Statement {
  const { digests } = write.tables
  return mustTouch(
    write
      .update(digests)
      .set({ reviewedBy: review.by, reviewedAt: review.at })
      .where(and(eq(digests.workspace, workspace), eq(digests.monday, monday), isNull(digests.reviewedAt))),
  )
}
