import { and, eq, inArray, isNotNull, lt, or } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { keysOf } from '../domain/prospects.ts'
import { type Db, type Queries, quietly, type Statement } from './database.ts'

/** Blanks what people typed about a handoff and its prospect. Codes, times and counts stay, so every number does. */
export function eraseWords(db: Db, write: Queries, { id }: Pick<Handoff, 'id'>): Statement[] {
  const { prospects, texts } = db.tables
  const blank = { company: null, contact: null, email: null, title: null, crmLink: null, externalRef: null }
  const keys = { emailKey: null, domainKey: null, companyKey: null, contactKey: null }
  return [
    quietly(
      write
        .update(prospects)
        .set({ ...blank, ...keys })
        .where(eq(prospects.id, id))
        .returning({ id: prospects.id }),
    ),
    quietly(
      write
        .update(texts)
        .set({ body: null })
        .where(eq(texts.handoffId, id))
        .returning({ id: texts.handoffId }),
    ),
  ]
}

/** Whose half-filled form is about the same prospect; sent later, it would bring back what was erased. */
export async function draftsAbout(db: Db, { workspace, prospect }: Handoff): Promise<UserId[]> {
  const { drafts } = db.tables
  const keys = keysOf(prospect)
  const rows = await db.read.select().from(drafts).where(eq(drafts.workspace, workspace))
  return rows.flatMap(({ person, fields }) => {
    const { company, contact, email } = fields
    const typed = keysOf({ company: company ?? '', contact: contact ?? '', email: email ?? undefined })
    const sameAddress = keys.emailKey !== null && typed.emailKey === keys.emailKey
    const samePerson = typed.contactKey === keys.contactKey && typed.companyKey === keys.companyKey
    return sameAddress || samePerson ? [person] : []
  })
}

/**
 * Messages that repeat what people typed and that no later edit would redraw: those that are posted, and those that are
 * on their way to Slack with the words already in them. The card, the brief and the card of the present AE are drawn from
 * the state, which no longer has the words.
 */
export async function rolesToRedact(db: Db, { id: handoffId, offer }: Handoff): Promise<string[]> {
  const { messages, outbox } = db.tables
  const rows = await db.read
    .select({ role: messages.role })
    .from(messages)
    .where(and(eq(messages.handoffId, handoffId), isNotNull(messages.ts)))
  const onTheirWay = await db.read
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.handoffId, handoffId), inArray(outbox.state, ['sending', 'uncertain'])))
  const redrawn = ['card', 'brief', `ae_card:${offer.seq}`]
  const roles = [
    ...rows.map(({ role }) => role),
    ...onTheirWay
      .map(({ id }) => id.slice(handoffId.length + 1))
      .filter((role) => !role.includes('undelivered')),
  ]
  return [...new Set(roles)].filter((role) => !redrawn.includes(role))
}

/** Closed handoffs whose end lies before this and whose words are still there; a recycled one ends on its date. */
export async function endedBefore(db: Db, workspace: string, before: Date, most: number): Promise<string[]> {
  const { handoffs, prospects } = db.tables
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(
      and(
        eq(handoffs.workspace, workspace),
        or(
          and(
            inArray(handoffs.status, ['disqualified', 'won', 'lost', 'withdrawn']),
            lt(handoffs.closedAt, before),
          ),
          and(eq(handoffs.status, 'recycled'), lt(handoffs.recycledUntil, before.toISOString().slice(0, 10))),
        ),
        isNotNull(prospects.company),
      ),
    )
    .limit(most)
  return rows.map(({ id }) => id)
}
