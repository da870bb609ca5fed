import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

/** An attempt that the gate stopped is counted: which criteria stopped it, not what was typed. */
export function recordGateBlock(write: Write, block: Db['tables']['gateBlocks']['$inferInsert']): Statement {
  const { gateBlocks } = write.tables
  return mustTouch(write.insert(gateBlocks).values(block))
}
