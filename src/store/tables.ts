import { inArray, sql } from 'drizzle-orm'
import type { Calendar } from '../domain/calendar.ts'
import type { Fields, Step } from '../domain/draft.ts'
import {
  type Action,
  type CriterionState,
  type LastAnswer,
  type OfferAnswer,
  STATUSES,
  type Status,
  type Undoable,
} from '../domain/handoff.ts'
import type { Notice, NoticeKind } from '../domain/notices.ts'
import type { Person } from '../domain/people.ts'
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
      days: json().$type<number[]>().notNull(),
      dayFrom: text().notNull(),
      dayTo: text().notNull(),
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
      body: json().$type<unknown>().notNull(),
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
      closedBy: text(),
      closedAt: instant(),
      recycledUntil: text(),
      lastAnswer: json().$type<Omit<LastAnswer, 'at'> & { at: number }>(),
      externalRef: text(),
    },
    (t) => [
      uniqueIndex('handoffs_ref').on(t.workspace, t.ref),
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
      calendar: json().$type<Calendar>().notNull(),
      acceptDue: instant(),
      touchDue: instant(),
      answer: text().$type<OfferAnswer['kind']>(),
      answeredBy: text(),
      answeredAt: instant(),
      /** The version of the handoff whose history holds what was written with the answer. */
      answeredIn: integer(),
      code: text(),
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.seq] }),
      index('offers_waiting').on(t.acceptDue).where(sql`answer is null`),
      index('offers_answered').on(t.workspace, t.answeredAt, t.answer),
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
    },
    (t) => [primaryKey({ columns: [t.handoffId, t.version] })],
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
    },
    (t) => [
      primaryKey({ columns: [t.handoffId, t.version] }),
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
      fields: json().$type<Fields>().notNull(),
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
      criteria: json().$type<string[]>().notNull(),
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
      notice: json().$type<Notice>().notNull(),
      state: text().$type<DeliveryState>().notNull(),
      /** Counts the changes that a state notice stands for, so that one made while it is sent is not lost. */
      revision: integer().notNull(),
      attempts: integer().notNull(),
      dueAt: instant().notNull(),
      /** While `sending`: until when this attempt may still be under way. */
      leaseUntil: instant(),
      problem: text(),
    },
    (t) => [
      index('outbox_due').on(t.dueAt).where(sql`state = 'pending'`),
      index('outbox_sending').on(t.leaseUntil).where(sql`state = 'sending'`),
      index('outbox_lane')
        .on(t.lane, t.place)
        .where(sql`state in ('pending', 'sending', 'uncertain', 'failed')`),
    ],
  )

  /** One row for each run of a job and period, so that ten machines do it once. */
  const jobClaims = table(
    'job_claims',
    { workspace: text().notNull(), job: text().notNull(), period: text().notNull(), at: instant().notNull() },
    (t) => [primaryKey({ columns: [t.workspace, t.job, t.period] })],
  )

  return {
    counters,
    teams,
    teamMembers,
    people,
    rulesets,
    prospects,
    handoffs,
    offers,
    pauses,
    ownerships,
    criteriaAnswers,
    texts,
    history,
    drafts,
    gateBlocks,
    messages,
    outbox,
    jobClaims,
  }
}

/** The open ones are few and the closed ones grow for ever, so the lists people read index only these. */
export function openStatus(status: Parameters<typeof inArray>[0]) {
  return inArray(
    status,
    ['offered', 'info_needed', 'accepted', 'declined', 'qualified'].map((s) => sql.raw(`'${s}'`)),
  )
}

export type Tables = ReturnType<typeof defineTables>

export const sqliteTables = defineTables(sqliteKit)
export const postgresTables = defineTables(postgresKit)
