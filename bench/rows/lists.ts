import { writeStuckList } from '../../src/delivery/stuck/list.ts'
import { saveTeam } from '../../src/store/teams/teams.ts'
import { aBase } from '../bases/base.ts'
import { copyLead, eachOf } from '../bases/copies.ts'
import { accepted, aLead, touched } from '../bases/leads.ts'
import type { Measure } from '../measures.ts'
import { anOffice, type Office } from '../run/office.ts'
import { AES, FRIDAY, SDRS, slackAt } from '../run/slack.ts'

type Size = { teams: number; leads: number; touches: number }

const FEW: Size = { teams: 1, leads: 2, touches: 1 }

const MANY: Size = { teams: 20, leads: 2000, touches: 30 }

const HOUR = 3_600_000

/** What each of them asks the database: with one team and a few leads, and with twenty teams and two thousand. */
const LISTS: Record<string, (office: Office) => Promise<unknown>> = {
  'the daily list of stuck leads': ({ running: { bot } }) =>
    writeStuckList(bot, { page: 0, place: 'channel' }),
  '/handoff stuck': ({ slack }) => slack.person('mia').slash('/handoff stuck'),
  '/handoff digest': ({ slack }) => slack.person('mia').slash('/handoff digest'),
  '/handoff settings': ({ slack }) => slack.person('ada').slash('/handoff settings'),
  '/handoff find': ({ slack }) => slack.person('mia').slash('/handoff find company'),
  '/handoff show': ({ slack }) => slack.person('mia').slash('/handoff show H-1'),
}

export async function lists(): Promise<Measure[]> {
  const few = await counted(FEW)
  const many = await counted(MANY)
  return Object.keys(LISTS).map((what) => ({
    row: 'lists',
    what: `statements, ${what}`,
    unit: '',
    value: many[what] ?? 0,
    few: few[what] ?? 0,
  }))
}

async function counted(size: Size): Promise<Record<string, number>> {
  const office = await anOfficeWith(size)
  const found: Record<string, number> = {}
  for (const [what, ask] of Object.entries(LISTS)) {
    // What the product learns once, like the rules, is no cost of a list.
    await ask(office)
    found[what] = await office.statements(() => ask(office))
  }
  const { problems } = office.slack
  if (problems.length > 0) throw new Error(problems.join('\n'))
  await office.close()
  return found
}

/** All leads but the first are offers that were never answered, spread over the teams and their people. */
async function anOfficeWith({ teams, leads, touches }: Size): Promise<Office> {
  const slack = await slackAt(FRIDAY)
  const base = await aBase(slack, new Date(FRIDAY.getTime() - 30 * 24 * HOUR))
  const at = new Date(FRIDAY.getTime() - 96 * HOUR)
  const eva = slack.person('eva').id
  const idsOf = (people: { handle: string }[]) => people.map(({ handle }) => slack.person(handle).id)
  const ids = [base.team.id]
  for (let nth = 1; nth < teams; nth += 1) {
    const id = `team-${nth}`
    const setup = {
      id,
      name: `Team ${nth}`,
      setInSlack: true,
      channel: base.team.channel,
      sdrs: [],
      aes: idsOf(AES.slice((nth - 1) * 2, nth * 2)),
      managers: base.team.managers,
      admins: base.team.admins,
    }
    await saveTeam(base.db, slack.teamId, setup, at)
    ids.push(id)
  }
  const life = [accepted(eva, 1), ...Array.from({ length: touches }, (_, nth) => touched(eva, nth + 2))]
  await aLead(base, { id: 'lead-first', ref: 1, sdr: 'sam', ae: 'eva', at, life })
  await aLead(base, { id: 'lead-stuck', ref: 2, sdr: 'sam', ae: 'eva', at })
  if (leads > 2)
    base.inBulk((file) =>
      copyLead(file, 'lead-stuck', {
        count: leads - 2,
        everyMs: 60_000,
        tables: [
          'prospects',
          'handoffs',
          'offers',
          'criteriaAnswers',
          'texts',
          'history',
          'messages',
          'outbox',
        ],
        but: { sdr: eachOf(idsOf(SDRS)), ae: eachOf(idsOf(AES)), team_id: eachOf(ids) },
      }),
    )
  await base.db.close()
  return anOffice(slack, base.url)
}
