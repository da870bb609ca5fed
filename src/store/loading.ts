import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { officeHours } from '../domain/calendar.ts'
import {
  type CriterionAnswer,
  type Handoff,
  type Happening,
  type IntroCall,
  type Offer,
  type OfferAnswer,
  type Prospect,
  type Question,
  stageOf,
} from '../domain/handoff.ts'
import type { Db } from './database.ts'
import { findRules, findTeam } from './settings.ts'

/** Shown where somebody's words were erased; the fact that there were some stays. */
const ERASED = '(erased)'

export type HandoffRow = Db['tables']['handoffs']['$inferSelect']
type Parts = Awaited<ReturnType<typeof loadParts>>

export async function loadParts(db: Db, row: HandoffRow) {
  const {
    prospects,
    offers,
    pauses,
    criteriaAnswers,
    texts,
    touches,
    history,
    meetings,
    pullIns,
    people,
    absences,
  } = db.tables
  const [prospect] = await db.read.select().from(prospects).where(eq(prospects.id, row.prospectId))
  const [offer] = await db.read
    .select()
    .from(offers)
    .where(and(eq(offers.handoffId, row.id), eq(offers.seq, row.currentOffer)))
  if (!prospect || !offer) throw new Error(`handoff ${row.id} lacks its prospect or its offer`)
  const questions = await db.read
    .select()
    .from(pauses)
    .where(and(eq(pauses.handoffId, row.id), eq(pauses.offer, row.currentOffer)))
    .orderBy(asc(pauses.seq))
  const criteria = await db.read.select().from(criteriaAnswers).where(eq(criteriaAnswers.handoffId, row.id))
  const words = await db.read.select().from(texts).where(eq(texts.handoffId, row.id))
  const additions = await db.read
    .select({ version: history.version, by: history.by, at: history.at })
    .from(history)
    .where(and(eq(history.handoffId, row.id), eq(history.action, 'information_added')))
    .orderBy(asc(history.version))
  const contacts = await db.read
    .select()
    .from(touches)
    .where(eq(touches.handoffId, row.id))
    .orderBy(asc(touches.version))
  const met = await db.read
    .select()
    .from(meetings)
    .where(eq(meetings.handoffId, row.id))
    .orderBy(asc(meetings.version))
  const [asked] = await db.read
    .select()
    .from(pullIns)
    .where(and(eq(pullIns.handoffId, row.id), isNull(pullIns.doneAt)))
    .orderBy(desc(pullIns.version))
    .limit(1)
  const [ae] = await db.read
    .select({ handoverForm: people.handoverForm })
    .from(people)
    .where(and(eq(people.workspace, row.workspace), eq(people.id, row.ae)))
  const away = await db.read
    .select()
    .from(absences)
    .where(and(eq(absences.workspace, row.workspace), eq(absences.person, row.ae)))
    .orderBy(asc(absences.fromDate))
  const declined = await db.read
    .select({ ae: offers.ae, at: offers.answeredAt })
    .from(offers)
    .where(and(eq(offers.handoffId, row.id), eq(offers.answer, 'declined')))
    .orderBy(asc(offers.seq))
  const team = await findTeam(db, row.teamId)
  const rules = await findRules(db, row.rulesetId)
  return {
    prospect,
    offer,
    questions,
    criteria,
    words,
    additions,
    contacts,
    met,
    asked,
    declined,
    ae,
    away,
    team,
    rules,
  }
}

export function assemble(row: HandoffRow, parts: Parts): Handoff {
  const words = wordsIn(parts.words)
  const offer = offerFrom(parts, words)
  const closed =
    row.closedBy && row.closedAt
      ? {
          by: row.closedBy,
          at: row.closedAt,
          until: row.recycledUntil ?? undefined,
          code: row.closedCode ?? undefined,
        }
      : undefined
  const qualified =
    row.qualifiedBy && row.qualifiedAt ? { by: row.qualifiedBy, at: row.qualifiedAt } : undefined
  return {
    id: row.id,
    workspace: row.workspace,
    ref: row.ref,
    version: row.version,
    team: parts.team,
    sdr: row.sdr,
    sdrCalendar: row.sdrCalendar ?? officeHours(parts.rules.zone),
    prospect: prospectFrom(parts.prospect),
    brief: {
      answers: parts.rules.framework.criteria.map(({ key }): CriterionAnswer => {
        const answer = parts.criteria.find(({ criterion }) => criterion === key)
        return {
          key,
          state: answer?.state ?? 'unknown',
          evidence: words('evidence', key) ?? '',
          score: answer?.score ?? undefined,
        }
      }),
      nextStep: words('brief', 'next_step') ?? '',
      nextStepDate: row.nextStepDate,
      intro: introFrom(row, words('brief', 'intro_reason')),
      sdrJoins: row.sdrJoins,
      promised: words('brief', 'promised'),
      landed: words('brief', 'landed'),
      avoid: words('brief', 'avoid'),
      exception: words('brief', 'exception'),
      duplicateReason: words('brief', 'duplicate_reason'),
      fromMessage: words('brief', 'from_message'),
      messageLink: words('brief', 'message_link'),
      additions: parts.additions.map(({ version, by, at }) => ({
        by,
        at,
        words: words('happening', String(version)) ?? '',
      })),
    },
    sameAs: row.sameAs ?? undefined,
    rulesId: row.rulesetId,
    rules: parts.rules,
    createdAt: row.createdAt,
    offer,
    declines: Object.fromEntries(parts.declined.flatMap(({ ae, at }) => (at ? [[ae, at]] : []))),
    touches: standing(parts.contacts).map(({ version, kind, happenedAt, loggedAt, by, supersedes }) => ({
      version,
      kind,
      happenedAt,
      loggedAt,
      by,
      note: words('happening', String(version)),
      instead: supersedes ?? undefined,
    })),
    meetings: parts.met.map(({ workspace: _workspace, handoffId: _handoff, ...meeting }) => meeting),
    qualified,
    rating: row.rating !== null && row.ratedAt ? { stars: row.rating, at: row.ratedAt } : undefined,
    pullIn: parts.asked && {
      by: parts.asked.by,
      at: parts.asked.at,
      reason: parts.asked.reason,
      words: words('happening', String(parts.asked.version)) ?? '',
    },
    verbal:
      row.verbalBy && row.verbalAt && row.verbalForm
        ? { by: row.verbalBy, at: row.verbalAt, form: row.verbalForm }
        : undefined,
    cannotMake: row.cannotMake ?? undefined,
    aePrefers: parts.ae?.handoverForm ?? undefined,
    absences: parts.away.map(({ fromDate, toDate, cover }) => ({
      from: fromDate,
      to: toDate,
      cover: cover ?? undefined,
    })),
    firstAcceptedAt: row.acceptedAt ?? undefined,
    snoozedUntil: row.snoozedUntil ?? undefined,
    stage: stageOf(row.status, offer, { closed, qualified }),
    lastAnswer: row.lastAnswer ? { ...row.lastAnswer, at: new Date(row.lastAnswer.at) } : undefined,
  }
}

/** Touches without those that a later one corrected. */
function standing(contacts: Parts['contacts']): Parts['contacts'] {
  return contacts.filter(({ version }) => !contacts.some(({ supersedes }) => supersedes === version))
}

function prospectFrom(row: Parts['prospect']): Prospect {
  return {
    company: row.company ?? ERASED,
    contact: row.contact ?? ERASED,
    email: row.email ?? undefined,
    title: row.title ?? undefined,
    crmLink: row.crmLink ?? undefined,
  }
}

function introFrom(row: HandoffRow, reason: string | undefined): IntroCall {
  switch (row.introMode) {
    case 'live_now':
    case 'sequential':
      return { mode: row.introMode }
    case 'scheduled':
      return { mode: 'scheduled', at: row.introAt ?? row.createdAt }
    default:
      return { mode: 'not_possible', reason: reason ?? '' }
  }
}

type Words = (kind: string, about: string) => string | undefined

function wordsIn(rows: Parts['words']): Words {
  const found = new Map(rows.map(({ kind, about, body }) => [`${kind} ${about}`, body ?? ERASED]))
  return (kind, about) => found.get(`${kind} ${about}`)
}

function offerFrom({ offer: row, questions }: Parts, words: Words): Offer {
  const answer = answerFrom(
    row,
    row.answeredIn === null ? undefined : words('happening', String(row.answeredIn)),
  )
  return {
    seq: row.seq,
    ae: row.ae,
    offeredAt: row.offeredAt,
    calendar: row.calendar,
    questions: questions.map(
      (pause): Question => ({
        by: pause.askedBy,
        askedAt: pause.since,
        words: words('happening', String(pause.askedIn)) ?? '',
        reply:
          pause.until && pause.answeredBy
            ? {
                by: pause.answeredBy,
                at: pause.until,
                words: words('happening', String(pause.answeredIn)) ?? '',
              }
            : undefined,
      }),
    ),
    acceptDue: row.acceptDue ?? undefined,
    touchDue: row.touchDue ?? undefined,
    inheritedTouchDue: row.inheritedTouchDue ?? undefined,
    answer,
  }
}

function answerFrom(row: Parts['offer'], comment: string | undefined): OfferAnswer | undefined {
  const { answer: kind, answeredBy: by, answeredAt: at } = row
  if (!kind || !by || !at) return undefined
  return kind === 'declined' ? { kind, by, at, code: row.code ?? 'other', comment } : { kind, by, at }
}

export function happening(
  row: Db['tables']['history']['$inferSelect'],
  text: { body: string | null } | null,
): Happening {
  return {
    version: row.version,
    at: row.at,
    by: row.by,
    action: row.action,
    offer: row.offer,
    ae: row.ae,
    to: row.toStatus,
    from: row.fromStatus ?? undefined,
    code: row.code ?? undefined,
    until: row.until ?? undefined,
    undid: row.undid ?? undefined,
    rating: row.rating ?? undefined,
    words: text ? (text.body ?? ERASED) : undefined,
  }
}
