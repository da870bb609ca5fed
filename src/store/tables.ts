import { inArray, sql } from 'drizzle-orm'
import type { CriterionState, Meeting, OfferAnswer, PullIn, TouchKind } from '../domain/handoff/handoff.ts'
import type { Action, Undoable } from '../domain/handoff/history.ts'
import { OPEN, STATUSES, type Status } from '../domain/handoff/status.ts'
import type { Step } from '../domain/offering/draft.ts'
import type { NoticeKind } from '../domain/outbox/notices.ts'
import type { HandoverForm, Person } from '../domain/people/people.ts'
import type { TurnKind } from '../domain/teams/rotation.ts'
import { type Kit, postgresKit, sqliteKit } from './kits.ts'

export type DeliveryState = 'pending' | 'sending' | 'sent' | 'uncertain' | 'failed' | 'dropped'

/**
 * Every table, once, for both databases. What people typed lies in `texts` and `prospects` alone, so that erasing a
 * prospect blanks words and keeps counts; everything else is codes, ids and times.
 */
function defineTables({
  table,
  text,
  integer,
  long,
  bool,
  json,
  instant,
  index,
  uniqueIndex,
  primaryKey,
  check,
}: Kit) {
  /** Numbers that must have no gaps and no doubles, such as the reference of a handoff. */
  const counters = table(
    'counters',
    { workspace: text().notNull(), name: text().notNull(), value: integer().notNull() },
    (t) => [primaryKey({ columns: [t.workspace, t.name] })],
  )

  const teams = table('teams', {
    id: text().primaryKey(),
    workspace: text().notNull(),
    name: text().notNull(),
    channel: text().notNull(),
    lastTurn: text(),
    stuckChannel: text(),
    /** Changed in Slack, so the environment no longer has the say. */
    setInSlack: bool(),
  })

  const teamMembers = table(
    'team_members',
    {
      workspace: text().notNull(),
      teamId: text().notNull(),
      person: text().notNull(),
      role: text().$type<'sdr' | 'ae' | 'manager' | 'admin'>().notNull(),
      place: integer().notNull(),
      since: instant().notNull(),
      until: instant(),
    },
    (t) => [uniqueIndex('team_members_present').on(t.teamId, t.role, t.person).where(sql`until is null`)],
  )

  /** Every turn of a rotation that was taken, given back or used later, in order: what explains why somebody got a lead. */
  const turns = table(
    'turns',
    {
      workspace: text().notNull(),
      teamId: text().notNull(),
      nth: integer().notNull(),
      ae: text().notNull(),
      kind: text().$type<TurnKind>().notNull(),
      handoffId: text().notNull(),
      offer: integer().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.teamId, t.nth] }), index('turns_by_handoff').on(t.handoffId, t.offer)],
  )

  /** What Slack said of a person, cached, beside what they prefer. Words here are names, never prospects'. */
  const people = table(
    'people',
    {
      workspace: text().notNull(),
      id: text().notNull(),
      name: text().notNull(),
      kind: text().$type<Person['kind']>().notNull(),
      zone: text().notNull(),
      seenAt: instant().notNull(),
      wantsDms: bool().notNull(),
      /** An owner or admin of the Slack workspace. */
      isAdmin: bool(),
      days: json().notNull(),
      dayFrom: text().notNull(),
      dayTo: text().notNull(),
      /** The list of holidays that they keep. */
      holidayList: text(),
      /** How they like to take a lead over, once they said. */
      handoverForm: text().$type<HandoverForm>(),
      /** Takes no turns in the rotation. */
      sitsOut: bool(),
    },
    (t) => [primaryKey({ columns: [t.workspace, t.id] })],
  )

  /** Immutable: a change of settings adds a row. */
  const rulesets = table(
    'rulesets',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      at: instant().notNull(),
      body: json().notNull(),
      /** Who changed which section; nobody for the first, which the environment made. */
      by: text(),
      section: text(),
    },
    (t) => [index('rulesets_latest').on(t.workspace, t.at)],
  )

  const prospects = table(
    'prospects',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      company: text(),
      contact: text(),
      email: text(),
      title: text(),
      crmLink: text(),
      /** For matching: lower case, without what people write differently. */
      emailKey: text(),
      domainKey: text(),
      companyKey: text(),
      contactKey: text(),
      externalRef: text(),
    },
    (t) => [
      index('prospects_by_email').on(t.workspace, t.emailKey),
      index('prospects_by_domain').on(t.workspace, t.domainKey),
      index('prospects_by_company').on(t.workspace, t.companyKey),
    ],
  )

  const handoffs = table(
    'handoffs',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      ref: integer().notNull(),
      version: integer().notNull(),
      teamId: text()
        .notNull()
        .references(() => teams.id),
      sdr: text().notNull(),
      /** The AE of the current offer, kept here so that a person's list reads one index. */
      ae: text().notNull(),
      prospectId: text()
        .notNull()
        .references(() => prospects.id),
      rulesetId: text()
        .notNull()
        .references(() => rulesets.id),
      status: text().$type<(typeof STATUSES)[number]>().notNull(),
      currentOffer: integer().notNull(),
      createdAt: instant().notNull(),
      changedAt: instant().notNull(),
      nextStepDate: text().notNull(),
      introMode: text().notNull(),
      introAt: instant(),
      sdrJoins: bool().notNull(),
      /** Sent past the gate with a written reason. */
      exception: bool(),
      closedBy: text(),
      closedAt: instant(),
      recycledUntil: text(),
      /** Why it was disqualified or lost. */
      closedCode: text(),
      qualifiedBy: text(),
      qualifiedAt: instant(),
      rating: integer(),
      ratedAt: instant(),
      /** That SDR and AE talked. */
      verbalBy: text(),
      verbalAt: instant(),
      verbalForm: text().$type<HandoverForm>(),
      cannotMake: json(),
      lastAnswer: json(),
      externalRef: text(),
      /** The first handoff of the same prospect; unlike the keys it is no personal data and outlives an erasure. */
      sameAs: text(),
      sdrCalendar: json(),
      acceptedAt: instant(),
      touchDue: instant(),
      firstTouchAt: instant(),
      firstTouchKind: text(),
      firstMeaningfulAt: instant(),
      firstMeetingAt: instant(),
      secondMeetingAt: instant(),
      /** When the intro call is planned; nothing when none is. */
      introPlannedAt: instant(),
      /** Whether the intro call was held with SDR, AE and prospect on it. */
      warmTransfer: bool(),
      snoozedUntil: instant(),
      /** When there is next something to tell about its deadline, and when it may first be stuck: kept by the rules. */
      wakeAt: instant(),
      stuckFrom: instant(),
      /** Whose move it is, and by when: what lists ask for, kept by the rules. */
      waitsFor: text(),
      moveDue: instant(),
    },
    (t) => [
      index('handoffs_to_wake').on(t.workspace, t.wakeAt).where(sql`wake_at is not null`),
      index('handoffs_stuck').on(t.workspace, t.stuckFrom).where(sql`stuck_from is not null`),
      index('handoffs_by_touch_due').on(t.workspace, t.touchDue, t.acceptedAt, t.firstMeaningfulAt),
      index('handoffs_by_first_touch').on(t.workspace, t.firstTouchAt, t.firstTouchKind),
      index('handoffs_by_intro').on(t.workspace, t.introPlannedAt),
      index('handoffs_by_second_meeting').on(t.workspace, t.secondMeetingAt),
      index('handoffs_by_acceptance').on(t.workspace, t.acceptedAt),
      index('handoffs_by_end').on(t.workspace, t.closedAt),
      index('handoffs_by_rating').on(t.workspace, t.ratedAt),
      index('handoffs_by_creation').on(t.workspace, t.createdAt),
      index('handoffs_untouched')
        .on(t.workspace, t.touchDue)
        .where(sql`status = 'accepted' and first_meaningful_at is null`),
      uniqueIndex('handoffs_ref').on(t.workspace, t.ref),
      index('handoffs_of_prospect').on(t.sameAs).where(sql`same_as is not null`),
      index('handoffs_open_of_ae').on(t.workspace, t.ae, t.createdAt).where(openStatus(t.status)),
      index('handoffs_open_of_sdr').on(t.workspace, t.sdr, t.createdAt).where(openStatus(t.status)),
      check(
        'handoffs_status',
        inArray(
          t.status,
          STATUSES.map((status) => sql.raw(`'${status}'`)),
        ),
      ),
    ],
  )

  const offers = table(
    'offers',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      seq: integer().notNull(),
      ae: text().notNull(),
      teamId: text().notNull(),
      offeredAt: instant().notNull(),
      calendar: json().notNull(),
      acceptDue: instant(),
      touchDue: instant(),
      answer: text().$type<OfferAnswer['kind']>(),
      answeredBy: text(),
      answeredAt: instant(),
      /** The version of the handoff whose history holds what was written with the answer. */
      answeredIn: integer(),
      code: text(),
      /** From the offer to its answer, without the time that a question took. */
      answerMs: long(),
      inheritedTouchDue: instant(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.seq] }),
      index('offers_waiting').on(t.acceptDue).where(sql`answer is null`),
      index('offers_answered').on(t.workspace, t.answeredAt, t.answer),
      index('offers_by_time').on(t.workspace, t.offeredAt),
      index('offers_by_handoff').on(t.handoffId, t.answer),
    ],
  )

  const pauses = table(
    'pauses',
    {
      workspace: text().notNull(),
      handoffId: text().notNull(),
      offer: integer().notNull(),
      seq: integer().notNull(),
      askedBy: text().notNull(),
      askedIn: integer().notNull(),
      since: instant().notNull(),
      until: instant(),
      answeredBy: text(),
      answeredIn: integer(),
    },
    (t) => [primaryKey({ columns: [t.handoffId, t.offer, t.seq] })],
  )

  /** Who owned the lead when. An acceptance that was undone keeps its row, with the reason. */
  const ownerships = table(
    'ownerships',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      version: integer().notNull(),
      ae: text().notNull(),
      since: instant().notNull(),
      until: instant(),
      endedBy: text(),
      endReason: text(),
      /** 1 for the first owner, 2 for the next. */
      nth: integer(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
      index('ownerships_several').on(t.workspace, t.since).where(sql`nth > 1`),
    ],
  )

  /** Contacts with the prospect; the note lies with the words of the version that logged it. */
  const touches = table(
    'touches',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      version: integer().notNull(),
      kind: text().$type<TouchKind>().notNull(),
      happenedAt: instant().notNull(),
      loggedAt: instant().notNull(),
      by: text().notNull(),
      supersedes: integer(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
      index('touches_by_time').on(t.workspace, t.happenedAt),
    ],
  )

  /** Meetings with the prospect, each logged once; what they said lies with the words of the version that logged it. */
  const meetings = table(
    'meetings',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      version: integer().notNull(),
      result: text().$type<Meeting['result']>().notNull(),
      at: instant().notNull(),
      loggedAt: instant().notNull(),
      by: text().notNull(),
      isIntro: bool().notNull(),
      sdr: bool().notNull(),
      ae: bool().notNull(),
      prospect: bool().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
      index('meetings_by_time').on(t.workspace, t.at, t.result),
    ],
  )

  /** Requests of an owner to have the SDR back in; the request itself lies with the words of its version. */
  const pullIns = table(
    'pull_ins',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      version: integer().notNull(),
      reason: text().$type<PullIn['reason']>().notNull(),
      by: text().notNull(),
      at: instant().notNull(),
      doneBy: text(),
      doneAt: instant(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
      index('pull_ins_by_time').on(t.workspace, t.at),
    ],
  )

  /** What was told about deadlines, by cause and revision, so that nothing is told twice. */
  const reminders = table(
    'reminders',
    {
      id: text().notNull(),
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      offer: integer().notNull(),
      kind: text().$type<'warning' | 'breach' | 'call'>().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.handoffId, t.id] })],
  )

  /** Who is away, from one local date to another, both included, and who stands in for them. */
  const absences = table(
    'absences',
    {
      workspace: text().notNull(),
      person: text().notNull(),
      fromDate: text().notNull(),
      toDate: text().notNull(),
      cover: text(),
    },
    (t) => [primaryKey({ columns: [t.workspace, t.person, t.fromDate] })],
  )

  const holidays = table(
    'holidays',
    { workspace: text().notNull(), list: text().notNull(), date: text().notNull() },
    (t) => [primaryKey({ columns: [t.workspace, t.list, t.date] })],
  )

  /** Each digest with its bounds and numbers as they were posted. */
  const digests = table(
    'digests',
    {
      workspace: text().notNull(),
      monday: text().notNull(),
      postedAt: instant().notNull(),
      late: bool().notNull(),
      numbers: json().notNull(),
      reviewedBy: text(),
      reviewedAt: instant(),
    },
    (t) => [primaryKey({ columns: [t.workspace, t.monday] })],
  )

  const criteriaAnswers = table(
    'criteria_answers',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      criterion: text().notNull(),
      state: text().$type<CriterionState>().notNull(),
      score: integer(),
    },
    (t) => [primaryKey({ columns: [t.handoffId, t.criterion] })],
  )

  /** Everything that people typed about a handoff; `about` says which criterion, question or happening it belongs to. */
  const texts = table(
    'texts',
    {
      workspace: text().notNull(),
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      kind: text().notNull(),
      about: text().notNull(),
      by: text().notNull(),
      at: instant().notNull(),
      body: text(),
    },
    (t) => [primaryKey({ columns: [t.handoffId, t.kind, t.about] })],
  )

  const history = table(
    'history',
    {
      handoffId: text()
        .notNull()
        .references(() => handoffs.id),
      version: integer().notNull(),
      workspace: text().notNull(),
      at: instant().notNull(),
      by: text().notNull(),
      action: text().$type<Action>().notNull(),
      offer: integer().notNull(),
      ae: text().notNull(),
      fromStatus: text().$type<Status>(),
      toStatus: text().$type<Status>().notNull(),
      code: text(),
      until: text(),
      undid: text().$type<Undoable>(),
      rating: integer(),
      /** The idempotency key of the form that it came from, so that one which reaches us twice counts once. */
      submission: text(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
      uniqueIndex('history_once_per_submission').on(t.submission),
      index('history_by_time').on(t.workspace, t.at, t.action),
    ],
  )

  const drafts = table(
    'drafts',
    {
      workspace: text().notNull(),
      person: text().notNull(),
      id: text().notNull(),
      step: text().$type<Step>().notNull(),
      fields: json().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.workspace, t.person] }), index('drafts_by_age').on(t.at)],
  )

  /** Attempts that the gate stopped: which criteria, never their words. */
  const gateBlocks = table(
    'gate_blocks',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      draftId: text().notNull(),
      person: text().notNull(),
      at: instant().notNull(),
      criteria: json().notNull(),
    },
    (t) => [index('gate_blocks_by_time').on(t.workspace, t.at)],
  )

  /** Every message that we posted, for edits, adoption and erasure. */
  const messages = table(
    'messages',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      handoffId: text(),
      /** `card`, `brief`, `ae_card:2`, `thread:5` …: unique within a handoff. */
      role: text().notNull(),
      channel: text().notNull(),
      ts: text(),
      state: text().$type<DeliveryState>().notNull(),
      at: instant().notNull(),
    },
    (t) => [
      uniqueIndex('messages_role').on(t.handoffId, t.role),
      index('messages_by_place').on(t.workspace, t.channel, t.ts),
      index('messages_latest').on(t.workspace, t.at).where(sql`state = 'sent'`),
    ],
  )

  /** What is still to be told. A state notice is one row for ever, marked pending again by every change. */
  const outbox = table(
    'outbox',
    {
      id: text().primaryKey(),
      workspace: text().notNull(),
      handoffId: text(),
      /** The handoff and where it is told; rows of one lane go out in their order. */
      lane: text().notNull(),
      place: integer().notNull(),
      kind: text().$type<NoticeKind>().notNull(),
      notice: json().notNull(),
      state: text().$type<DeliveryState>().notNull(),
      /** Counts the changes that a state notice stands for, so that one made while it is sent is not lost. */
      revision: integer().notNull(),
      attempts: integer().notNull(),
      dueAt: instant().notNull(),
      /** While `sending`: until when this attempt may still be under way. */
      leaseUntil: instant(),
      problem: text(),
      /** What people caused goes before what the clock caused. */
      urgency: integer(),
    },
    (t) => [
      index('outbox_due').on(t.workspace, t.urgency, t.dueAt).where(sql`state = 'pending'`),
      index('outbox_sending').on(t.leaseUntil).where(sql`state = 'sending'`),
      index('outbox_lane')
        .on(t.lane, t.place)
        .where(sql`state in ('pending', 'sending', 'uncertain', 'failed')`),
      index('outbox_troubled').on(t.workspace, t.problem).where(sql`state in ('failed', 'uncertain')`),
      index('outbox_tried').on(t.workspace).where(sql`state = 'pending' and problem is not null`),
    ],
  )

  /** One row for each run of a job and period, so that ten machines do it once. */
  const jobClaims = table(
    'job_claims',
    { workspace: text().notNull(), job: text().notNull(), period: text().notNull(), at: instant().notNull() },
    (t) => [primaryKey({ columns: [t.workspace, t.job, t.period] })],
  )

  /** Steps that fill in after a migration what only code can work out, with how far each has come. */
  const fillIns = table('fill_ins', {
    name: text().primaryKey(),
    /** The id of the last row that was filled in. */
    reached: text().notNull(),
    doneAt: instant(),
  })

  /** Handoffs that a job could not read: counted and said to an admin, so that they stop nobody else. */
  const setAside = table(
    'set_aside',
    {
      workspace: text().notNull(),
      handoffId: text().notNull(),
      /** The kind of the error and its code, never what people wrote; nothing once it can be read again. */
      problem: text(),
      /** When reading it was last tried. */
      triedAt: instant().notNull(),
      /** When an admin was told. */
      toldAt: instant(),
    },
    (t) => [primaryKey({ columns: [t.workspace, t.handoffId] })],
  )

  return {
    counters,
    teams,
    teamMembers,
    turns,
    people,
    rulesets,
    prospects,
    handoffs,
    offers,
    pauses,
    ownerships,
    touches,
    meetings,
    pullIns,
    reminders,
    absences,
    holidays,
    digests,
    criteriaAnswers,
    texts,
    history,
    drafts,
    gateBlocks,
    messages,
    outbox,
    jobClaims,
    fillIns,
    setAside,
  }
}

/** The open ones are few and the closed ones grow for ever, so the lists people read index only these. */
export function openStatus(status: Parameters<typeof inArray>[0]) {
  return inArray(
    status,
    OPEN.map((s) => sql.raw(`'${s}'`)),
  )
}

export type Tables = ReturnType<typeof defineTables>

export const sqliteTables = defineTables(sqliteKit)

export const postgresTables = defineTables(postgresKit)
