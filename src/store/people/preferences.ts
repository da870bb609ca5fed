import { and, eq } from 'drizzle-orm'
import type { HandoverForm, UserId } from '../../domain/people/people.ts'
import { type Db, mayTouch } from '../database.ts'

export type Preferences = {
  wantsDms: boolean
  days: number[]
  from: string
  to: string
  handoverForm?: HandoverForm | undefined
  sitsOut?: boolean
  holidayList?: string | undefined
}

export async function savePreferences(
  db: Db,
  workspace: string,
  id: UserId,
  { wantsDms, days, from, to, handoverForm, sitsOut = false, holidayList }: Preferences,
): Promise<void> {
  const { people } = db.tables
  await db.commit((write) => [
    mayTouch(
      write
        .update(people)
        .set({
          wantsDms,
          days,
          dayFrom: from,
          dayTo: to,
          handoverForm: handoverForm ?? null,
          sitsOut,
          holidayList: holidayList ?? null,
        })
        .where(and(eq(people.workspace, workspace), eq(people.id, id))),
    ),
  ])
}

export async function saveHandoverForm(
  db: Db,
  workspace: string,
  id: UserId,
  handoverForm: HandoverForm,
): Promise<void> {
  const { people } = db.tables
  await db.commit((write) => [
    mayTouch(
      write
        .update(people)
        .set({ handoverForm })
        .where(and(eq(people.workspace, workspace), eq(people.id, id))),
    ),
  ])
}
