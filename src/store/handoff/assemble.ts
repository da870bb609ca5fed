import { z } from 'zod'
import type {
  CriterionAnswer,
  Handoff,
  IntroCall,
  Offer,
  OfferAnswer,
  Prospect,
  Question,
} from '../../domain/handoff/handoff.ts'
import { lastAnswerSchema } from '../../domain/handoff/history.ts'
import { stageOf } from '../../domain/handoff/stage.ts'
import { calendarSchema, officeHours } from '../../domain/time/calendar.ts'
import type { Parts } from './parts.ts'

const cannotMakeSchema = z.array(z.string())

/** Shown where somebody's words were erased; the fact that there were some stays. */
export const ERASED = '(erased)'

/** Throws when a part is missing or does not read as what it should be. */
export function assemble(parts: Parts): Handoff {
  const { row, prospect, team, rules } = parts
  const current = parts.offers.find(({ seq }) => seq === row.currentOffer)
  if (!prospect || !current || !team || !rules) throw new Error(`handoff ${row.id} lacks one of its parts`)
  const words = wordsIn(parts.texts)
  const offer = offerFrom(current, parts.questions, words)
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
    team,
    sdr: row.sdr,
    sdrCalendar: row.sdrCalendar ? calendarSchema.parse(row.sdrCalendar) : officeHours(rules.zone),
    prospect: prospectFrom(prospect),
    brief: {
      answers: rules.framework.criteria.map(({ key }): CriterionAnswer => {
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
    rules,
    createdAt: row.createdAt,
    offer,
    declines: Object.fromEntries(
      parts.offers.flatMap(({ ae, answer, answeredAt }) =>
        answer === 'declined' && answeredAt ? [[ae, answeredAt]] : [],
      ),
    ),
    touches: withoutCorrected(parts.touches).map(
      ({ version, kind, happenedAt, loggedAt, by, supersedes }) => ({
        version,
        kind,
        happenedAt,
        loggedAt,
        by,
        note: words('happening', String(version)),
        instead: supersedes ?? undefined,
      }),
    ),
    meetings: parts.meetings.map(({ workspace: _workspace, handoffId: _handoff, ...meeting }) => meeting),
    qualified,
    rating: row.rating !== null && row.ratedAt ? { stars: row.rating, at: row.ratedAt } : undefined,
    pullIn: parts.pullIn && {
      by: parts.pullIn.by,
      at: parts.pullIn.at,
      reason: parts.pullIn.reason,
      words: words('happening', String(parts.pullIn.version)) ?? '',
    },
    verbal:
      row.verbalBy && row.verbalAt && row.verbalForm
        ? { by: row.verbalBy, at: row.verbalAt, form: row.verbalForm }
        : undefined,
    cannotMake: row.cannotMake ? cannotMakeSchema.parse(row.cannotMake) : undefined,
    aePrefers: parts.aePrefers ?? undefined,
    absences: parts.absences.map(({ fromDate, toDate, cover }) => ({
      from: fromDate,
      to: toDate,
      cover: cover ?? undefined,
    })),
    firstAcceptedAt: row.acceptedAt ?? undefined,
    snoozedUntil: row.snoozedUntil ?? undefined,
    stage: stageOf(row.status, offer, { closed, qualified }),
    lastAnswer: row.lastAnswer ? lastAnswerSchema.parse(row.lastAnswer) : undefined,
  }
}

/** Touches without those that a later one corrected. */
function withoutCorrected(contacts: Parts['touches']): Parts['touches'] {
  return contacts.filter(({ version }) => !contacts.some(({ supersedes }) => supersedes === version))
}

function prospectFrom(row: NonNullable<Parts['prospect']>): Prospect {
  return {
    company: row.company ?? ERASED,
    contact: row.contact ?? ERASED,
    email: row.email ?? undefined,
    title: row.title ?? undefined,
    crmLink: row.crmLink ?? undefined,
  }
}

function introFrom(row: Parts['row'], reason: string | undefined): IntroCall {
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

type TextOf = (kind: string, about: string) => string | undefined

function wordsIn(rows: Parts['texts']): TextOf {
  const found = new Map(rows.map(({ kind, about, body }) => [`${kind} ${about}`, body ?? ERASED]))
  return (kind, about) => found.get(`${kind} ${about}`)
}

type OfferRow = Parts['offers'][number]

function offerFrom(row: OfferRow, questions: Parts['questions'], words: TextOf): Offer {
  const answer = answerFrom(
    row,
    row.answeredIn === null ? undefined : words('happening', String(row.answeredIn)),
  )
  return {
    seq: row.seq,
    ae: row.ae,
    offeredAt: row.offeredAt,
    calendar: calendarSchema.parse(row.calendar),
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

function answerFrom(row: OfferRow, comment: string | undefined): OfferAnswer | undefined {
  const { answer: kind, answeredBy: by, answeredAt: at } = row
  if (!kind || !by || !at) return undefined
  return kind === 'declined' ? { kind, by, at, code: row.code ?? 'other', comment } : { kind, by, at }
}
