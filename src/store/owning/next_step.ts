import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { type Db, mustTouch, type Queries, type Statement } from '../database.ts'

export function saveNextStep(
  db: Db,
  write: Queries,
  { id, brief }: Handoff,
  happened: Happening,
): Statement[] {
  if (happened.action !== 'next_step_updated' && happened.action !== 'called') return []
  const { texts } = db.tables
  return [
    mustTouch(
      write
        .update(texts)
        .set({ body: brief.nextStep, by: happened.by, at: happened.at })
        .where(and(eq(texts.handoffId, id), eq(texts.kind, 'brief'), eq(texts.about, 'next_step')))
        .returning({ id: texts.handoffId }),
    ),
  ]
}
