import { type Db, mustTouch, type Queries, type Statement } from '../database.ts'

/** An attempt that the gate stopped is counted: which criteria stopped it, not what was typed. */
export function recordGateBlock(
  db: Db,
  write: Queries,
  block: Db['tables']['gateBlocks']['$inferInsert'],
): Statement {
  const { gateBlocks } = db.tables
  return mustTouch(write.insert(gateBlocks).values(block).returning({ id: gateBlocks.id }))
}
