import { type Db, mustTouch, StaleWrite, type Statement, type Write } from './database.ts'

/**
 * Runs the statements of a job together with its claim: whoever comes second for the same period writes nothing.
 * Says whether this process was the one.
 */
export async function commitOnce(
  db: Db,
  claim: { workspace: string; job: string; period: string; at: Date },
  statements: (write: Write) => Statement[],
): Promise<boolean> {
  const { jobClaims } = db.tables
  try {
    await db.commit((write) => [
      mustTouch(write.insert(jobClaims).values(claim).onConflictDoNothing()),
      ...statements(write),
    ])
    return true
  } catch (error) {
    if (error instanceof StaleWrite) return false
    throw error
  }
}
