import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import { fieldsSchema } from '../../domain/fields.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { keysOf } from '../../domain/offering/prospects.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type Db, mayTouch, type Statement, type Write } from '../database.ts'

/** Blanks what people typed about a handoff and its prospect. Codes, times and counts stay, so every number does. */
export function eraseWords(write: Write, { id }: Pick<Handoff, 'id'>): Statement[] {
  const { prospects, texts } = write.tables
  const blank = { company: null, contact: null, email: null, title: null, crmLink: null, externalRef: null }
  const keys = { emailKey: null, domainKey: null, companyKey: null, contactKey: null }
  return [
    mayTouch(
      write
        .update(prospects)
        .set({ ...blank, ...keys })
        .where(eq(prospects.id, id)),
    ),
    mayTouch(write.update(texts).set({ body: null }).where(eq(texts.handoffId, id))),
  ]
}

/** Whose half-filled form is about the same prospect; sent later, it would bring back what was erased. */
export async function draftsAbout(db: Db, { workspace, prospect }: Handoff): Promise<UserId[]> {
  const { drafts } = db.tables
  const keys = keysOf(prospect)
  const rows = await db.read.select().from(drafts).where(eq(drafts.workspace, workspace))
  return rows.flatMap(({ person, fields }) => {
    const { company, contact, email } = fieldsSchema.parse(fields)
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
