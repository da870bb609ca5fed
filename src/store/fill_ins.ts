import { and, asc, eq, gt, isNull, or } from 'drizzle-orm'
import { type Db, mustTouch, StaleWrite, type Statement, type Write } from './database.ts'
import { readableOf, refollow, setAside } from './handoff/set_aside.ts'
import { openStatus } from './tables.ts'

/**
 * What a migration added and only code can work out. Each step runs once in the life of a database, after the SQL
 * migrations and before anybody is answered, batch by batch: killed in the middle, it goes on where it was.
 */
export type FillIn = {
  name: string
  /** The next batch behind this id: what to write and how far that comes; nothing when there is none. */
  next: (db: Db, behind: string, around: Around) => Promise<Batch | undefined>
}

/** The time, and how a log names what broke. */
type Around = { now: () => Date; nameOf: (error: unknown) => string }

type Batch = { upTo: string; write: (write: Write) => Statement[] }

/** Small enough to be one commit that nobody waits for. */
const ROWS_OF_A_BATCH = 200

/** In the order in which they run. A name is never used again, and a step that was released is never taken out. */
const fillIns: FillIn[] = [{ name: 'deadlines_and_moves', next: deadlinesAndMoves }]

/** Takes every step that this database has not taken. Of several processes that start at once each batch is one's. */
export async function fillIn(db: Db, around: Around, steps: readonly FillIn[] = fillIns): Promise<void> {
  for (const step of steps) {
    for (;;) {
      const reached = await reachedBy(db, step.name)
      if (reached === 'done') break
      const batch = await step.next(db, reached, around)
      try {
        await db.commit((write) => [
          advance(write, step.name, reached, batch ? { reached: batch.upTo } : { doneAt: around.now() }),
          ...(batch?.write(write) ?? []),
        ])
      } catch (error) {
        if (!(error instanceof StaleWrite)) throw error
      }
    }
  }
}

async function reachedBy(db: Db, name: string): Promise<string> {
  const { fillIns } = db.tables
  const find = () => db.read.select().from(fillIns).where(eq(fillIns.name, name))
  const [known] = await find()
  if (known) return known.doneAt ? 'done' : known.reached
  await db.run((write) =>
    write
      .insert(fillIns)
      .values({ name, reached: '' })
      .onConflictDoNothing()
      .returning({ name: fillIns.name }),
  )
  return ''
}

function advance(
  write: Write,
  name: string,
  from: string,
  to: { reached: string } | { doneAt: Date },
): Statement {
  const { fillIns } = write.tables
  return mustTouch(
    write
      .update(fillIns)
      .set(to)
      .where(and(eq(fillIns.name, name), eq(fillIns.reached, from))),
  )
}

/**
 * Of every open lead, and of ended ones without a touch deadline: due times, when to remind, from when it is stuck, and
 * since 0010 whose move it is. Leads that were made before a version kept these had no deadline for it.
 */
async function deadlinesAndMoves(
  db: Db,
  behind: string,
  { now, nameOf }: Around,
): Promise<Batch | undefined> {
  const { handoffs } = db.tables
  const rows = await db.read
    .select({ id: handoffs.id, workspace: handoffs.workspace })
    .from(handoffs)
    .where(and(gt(handoffs.id, behind), or(openStatus(handoffs.status), isNull(handoffs.touchDue))))
    .orderBy(asc(handoffs.id))
    .limit(ROWS_OF_A_BATCH)
  const last = rows.at(-1)
  if (!last) return undefined
  const workspaceOf = new Map(rows.map(({ id, workspace }) => [id, workspace]))
  const { readable, broken } = await readableOf(db, [...workspaceOf.keys()])
  return {
    upTo: last.id,
    write: (write) => [
      ...readable.map((one) => refollow(write, one)),
      ...[...broken].map(([id, error]) =>
        setAside(write, { id, workspace: workspaceOf.get(id) ?? '' }, nameOf(error), now()),
      ),
    ],
  }
}
