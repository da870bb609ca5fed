import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { mustTouch, type Statement, type Write } from '../database.ts'

export function saveNextStep(write: Write, { id, brief }: Handoff, happened: Happening): Statement[] {
  if (happened.action !== 'next_step_updated' && happened.action !== 'called') return []
  const { texts } = write.tables
  return [
    mustTouch(
      write
        .update(texts)
        .set({ body: brief.nextStep, by: happened.by, at: happened.at })
        .where(and(eq(texts.handoffId, id), eq(texts.kind, 'brief'), eq(texts.about, 'next_step'))),
    ),
  ]
}
