import type {
  CriterionAnswer,
  Handoff,
  IntroCall,
  Offer,
  OfferAnswer,
  Prospect,
  Question,
} from '../../domain/handoff/handoff.ts'
import { stageOf } from '../../domain/handoff/stage.ts'
import { officeHours } from '../../domain/time/calendar.ts'
import type { HandoffRow, Parts } from './parts.ts'

/** Shown where somebody's words were erased; the fact that there were some stays. */
export const ERASED = '(erased)'

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
    touches: withoutCorrected(parts.contacts).map(
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
function withoutCorrected(contacts: Parts['contacts']): Parts['contacts'] {
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

type TextOf = (kind: string, about: string) => string | undefined

function wordsIn(rows: Parts['words']): TextOf {
  const found = new Map(rows.map(({ kind, about, body }) => [`${kind} ${about}`, body ?? ERASED]))
  return (kind, about) => found.get(`${kind} ${about}`)
}

function offerFrom({ offer: row, questions }: Parts, words: TextOf): Offer {
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
