import { and, desc, eq } from 'drizzle-orm'
import type { Prospect } from '../../domain/handoff/handoff.ts'
import { isIn, OWNED, type Status } from '../../domain/handoff/status.ts'
import type { Match } from '../../domain/offering/duplicates.ts'
import { keysOf } from '../../domain/offering/prospects.ts'
import type { Db } from '../database.ts'
import { loadHandoffs, type OnUnreadable } from '../handoff/load.ts'

/** A warning longer than this is not read. */
const MOST_MATCHES = 3

/** Handoffs of one prospect that are looked through for the same contact, and for whoever owns them. */
const MOST_READ = 200

/**
 * Earlier handoffs of this prospect, the newest first: by address, else by the company's domain, else by company and
 * contact; and when nothing else fits, those of a company with the same name.
 */
export async function matchesOf(
  db: Db,
  workspace: string,
  prospect: Prospect,
  onUnreadable: OnUnreadable,
): Promise<Match[]> {
  const matches = (found: readonly Found[], by: Match['by']) => loadMatches(db, found, by, onUnreadable)
  const { emailKey, domainKey, companyKey } = keysOf(prospect)
  const { prospects } = db.tables
  if (emailKey) {
    const found = await handoffsWith(db, workspace, eq(prospects.emailKey, emailKey))
    if (found.length > 0) return matches(found, 'email')
  }
  if (domainKey) {
    const found = await handoffsWith(db, workspace, eq(prospects.domainKey, domainKey))
    if (found.length > 0) return matches(found, 'domain')
  }
  const sameCompany = await handoffsWith(db, workspace, eq(prospects.companyKey, companyKey))
  const contact = prospect.contact.toLowerCase()
  const sameContact = sameCompany.filter((one) => one.contact?.toLowerCase() === contact)
  return sameContact.length > 0 ? matches(sameContact, 'contact') : matches(sameCompany, 'company')
}

type Found = { id: string; contact: string | null; status: Status }

function handoffsWith(db: Db, workspace: string, like: ReturnType<typeof eq>): Promise<Found[]> {
  const { prospects, handoffs } = db.tables
  return db.read
    .select({ id: handoffs.id, contact: prospects.contact, status: handoffs.status })
    .from(prospects)
    .innerJoin(handoffs, eq(handoffs.prospectId, prospects.id))
    .where(and(eq(prospects.workspace, workspace), like))
    .orderBy(desc(handoffs.createdAt))
    .limit(MOST_READ)
}

/** The newest, and those that somebody may own, however many newer ones there are. */
async function loadMatches(
  db: Db,
  found: readonly Found[],
  by: Match['by'],
  onUnreadable: OnUnreadable,
): Promise<Match[]> {
  const owned = found.filter(({ status }) => isIn([...OWNED, 'won'], status))
  const shown = found.filter(
    (one, place) => place < MOST_MATCHES || owned.slice(0, MOST_MATCHES).includes(one),
  )
  const loaded = await loadHandoffs(
    db,
    shown.map(({ id }) => id),
    onUnreadable,
  )
  return loaded.map((handoff) => ({ handoff, by }))
}
