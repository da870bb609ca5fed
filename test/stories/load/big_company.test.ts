import { randomUUID } from 'node:crypto'
import { ne } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import type { Did } from '../../../sandbox/people/person.ts'
import { accept } from '../../../src/domain/answering/accept.ts'
import { decline } from '../../../src/domain/answering/decline.ts'
import { type Change, type Decision, isRefusal } from '../../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../../src/domain/handoff/handoff.ts'
import { send } from '../../../src/domain/offering/send.ts'
import { logTouch } from '../../../src/domain/owning/log_touch.ts'
import type { UserId } from '../../../src/domain/people/people.ts'
import type { Team } from '../../../src/domain/teams/team.ts'
import { at, officeHours } from '../../../src/domain/time/calendar.ts'
import { insertHandoff, saveHandoff } from '../../../src/store/handoff/save.ts'
import { rulesNow } from '../../../src/store/settings.ts'
import { findTeam, saveTeam } from '../../../src/store/teams/teams.ts'
import { copyHandoffs } from '../../support/copies.ts'
import { aWorld, type World } from '../../support/world.ts'

// Ten thousand leads are laid down and a post is written about each.
vi.setConfig({ testTimeout: 300_000 })

const TEAMS = 20

const AES_IN_A_TEAM = 10

const SDRS = 100

const LEADS = 10_000

const ZONE = 'America/New_York'

const BATCH = 100

const HOUR = 3_600_000

/** Of the leads of the week, the product writes these; the others are copies of them. */
const WRITTEN = 400

/** What one question may cost, with the messages that are due meanwhile: it does not grow with the leads. */
const MOST_STATEMENTS = 150

const somebody = (kind: string, count: number) =>
  Array.from({ length: count }, (_, place) => ({
    handle: `${kind}${place}`,
    name: `${kind.toUpperCase()} Number${place}`,
  }))

const AES = somebody('ae', TEAMS * AES_IN_A_TEAM)

const REPS = somebody('sdr', SDRS)

it('20 teams, 200 AEs and 10,000 handoffs in one week get their Monday posts, lists and exports', async () => {
  const world = await aWorld({ others: [...AES, ...REPS], ackLimitMs: 60_000 })
  const teams = await company(world)
  await aWeek(world, teams)

  await world.waitUntil(at('2026-11-23', '09:00', ZONE))
  const before = world.slack.calls.length
  const roundMs = await timed(() => world.running.tick())
  let minutes = 0
  for (; minutes < 5 && (await waiting(world)) > 0; minutes += 1) await world.clock.advance(60_000)
  expect(await waiting(world)).toBe(0)
  expect(world.slack.calls.slice(before).filter(({ ok }) => !ok)).toEqual([])
  const posts = world.mia.sees(world.slack.channel('leadership')).filter(({ threadTs }) => !threadTs)
  expect(posts.filter(({ plain }) => plain.includes(': 225 handoffs need someone'))).toHaveLength(TEAMS)
  // Of twenty leads fourteen were accepted and three declined.
  const digest = posts.find(({ plain }) => plain.startsWith('Handoffs, '))
  expect(digest?.plain).toContain('82 % accepted (7000 of 8500)')

  // Of this one's fifty leads half are owned and half wait for an answer.
  const ae = world.slack.person(AES[7]?.handle ?? '')
  const mine = (await ae.slash('/handoff mine')).answer?.split('\n') ?? []
  expect([mine[0], mine.at(-1)]).toEqual(['Waiting for you', 'and 30 more'])
  expect(mine.filter((line) => /^H-\d+ Company \d+ /.test(line))).toHaveLength(20)

  const asks: Record<string, () => Promise<Did>> = {
    settings: () => world.ada.slash('/handoff settings'),
    stuck: () => world.mia.slash('/handoff stuck'),
    digest: () => world.mia.slash('/handoff digest'),
    pay: () => world.ada.slash('/handoff pay'),
    find: () => world.mia.slash('/handoff find Company 17'),
    show: () => world.mia.slash('/handoff show H-1'),
    mine: () => ae.slash('/handoff mine'),
    'home of a manager': () => world.mia.openHome(),
    'home of an AE': () => ae.openHome(),
  }
  const took: string[] = []
  for (const [what, ask] of Object.entries(asks)) {
    const before = world.statements.length
    const { failure, ackMs } = await ask()
    await world.settle()
    const count = world.statements.length - before
    expect([what, failure]).toEqual([what, undefined])
    expect([what, count <= MOST_STATEMENTS]).toEqual([what, true])
    took.push(`${what} ${count} (${Math.round(ackMs)})`)
  }
  expect(world.slack.calls.slice(before).filter(({ ok }) => !ok)).toEqual([])
  expect(world.ada.modal?.title).toBe('Settings')
  process.stdout.write(
    `${TEAMS} teams, ${LEADS} leads in a week: a round ${Math.round(roundMs)} ms, all posted in ${minutes} min; statements (ms to the ack): ${took.join(', ')}\n`,
  )
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function waiting({ running: { bot } }: World): Promise<number> {
  const { outbox } = bot.db.tables
  return (await bot.db.read.select({ id: outbox.id }).from(outbox).where(ne(outbox.state, 'sent'))).length
}

/** Twenty teams in one channel: what they share is the harder case. */
async function company({ slack, running: { bot }, mia, ada, clock }: World): Promise<Team[]> {
  const made: Team[] = []
  for (let team = 0; team < TEAMS; team += 1) {
    const id = `team-${team}`
    const members = AES.slice(team * AES_IN_A_TEAM, (team + 1) * AES_IN_A_TEAM)
    const setup = {
      id,
      name: `Team ${team}`,
      setInSlack: true,
      channel: slack.channel('handoffs').id,
      sdrs: [],
      aes: members.map(({ handle }) => slack.person(handle).id),
      managers: [mia.id],
      admins: [ada.id],
    }
    await saveTeam(bot.db, bot.workspace, setup, clock.now())
    made.push(await findTeam(bot.db, id))
  }
  return made
}

/** Of twenty leads eleven are accepted and touched in time, three accepted and left, three declined, three unanswered. */
async function aWeek({ slack, running: { bot } }: World, teams: Team[]): Promise<void> {
  const current = await rulesNow(bot.db, bot.workspace)
  const from = at('2026-11-16', '09:00', ZONE).getTime()
  const calendar = officeHours(ZONE)
  let batch: { made: Change; changes: Change[] }[] = []
  for (let lead = 0; lead < WRITTEN; lead += 1) {
    const team = teams[lead % TEAMS]
    const ae = team?.aes[Math.floor(lead / TEAMS) % AES_IN_A_TEAM]
    const sdr = slack.person(REPS[lead % SDRS]?.handle ?? '').id
    if (!team || !ae) throw new Error('nobody')
    const sentAt = new Date(from + (lead % 48) * HOUR)
    const made = send(
      {
        id: randomUUID(),
        workspace: bot.workspace,
        ref: lead + 1,
        team,
        sdr,
        prospect: { company: `Company ${lead}`, contact: 'Dana Whitfield' },
        brief: {
          answers: [],
          nextStep: 'Call',
          nextStepDate: '2026-12-18',
          intro: { mode: 'sequential' },
          sdrJoins: false,
          additions: [],
        },
        rulesId: current.id,
        rules: current.rules,
        ae,
        calendar,
        sdrCalendar: calendar,
        aeUnchecked: false,
        sdrUnchecked: false,
      },
      sentAt,
    )
    batch.push({ made, changes: lives(made.handoff, ae, Math.floor(lead / TEAMS) % 20, sentAt) })
    if (batch.length < BATCH) continue
    const full = batch
    batch = []
    await bot.db.commit((write) =>
      full.flatMap(({ made: change, changes }) => [
        ...insertHandoff(write, change),
        ...changes.flatMap((next) => saveHandoff(write, next)),
      ]),
    )
  }
  await copyHandoffs(bot.db, { copies: LEADS / WRITTEN - 1 })
  const { handoffs } = bot.db.tables
  // Their messages are another story's; here only what is posted about all of them.
  await bot.db.commit((write) => [{ query: write.update(handoffs).set({ wakeAt: null }).returning() }])
}

function lives(handoff: Handoff, ae: UserId, kind: number, sentAt: Date): Change[] {
  const later = (hours: number) => new Date(sentAt.getTime() + hours * HOUR)
  const done = (decision: Decision): Change => {
    if (isRefusal(decision)) throw new Error(decision.refused)
    return decision
  }
  if (kind >= 17) return []
  if (kind >= 14) return [done(decline(handoff, ae, { code: 'bad_timing' }, later(2)))]
  const accepted = done(accept(handoff, ae, later(1)))
  if (kind >= 11) return [accepted]
  const touch = { kind: 'call_attempted' as const, happenedAt: later(3) }
  return [accepted, done(logTouch(accepted.handoff, ae, touch, later(4)))]
}
