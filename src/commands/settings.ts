import type { ModalView } from '@slack/types'
import type { Bot } from '../bot.ts'
import { failureOf } from '../delivery/errors.ts'
import type { Checked, Fields } from '../domain/draft.ts'
import type { UserId } from '../domain/people.ts'
import type { Rules } from '../domain/rules.ts'
import {
  readDeadlines,
  readFrameworkSection,
  readHolidays,
  readNamedPeople,
  readPosts,
  readReasons,
  readSignals,
  type SettingsSection,
} from '../domain/settings.ts'
import { cleanLine } from '../domain/text.ts'
import { holidayLists, saveHolidays } from '../store/calendars.ts'
import { type Queries, StaleWrite } from '../store/database.ts'
import { addRules, findTeam, saveTeam, settingsNow, teamsOf } from '../store/settings.ts'
import { message } from '../views/blocks.ts'
import { problemErrors } from '../views/problems.ts'
import {
  deadlinesForm,
  frameworkForm,
  holidaysForm,
  peopleForm,
  postsForm,
  reasonsForm,
  signalsForm,
  teamForm,
} from '../views/settings.ts'
import { overviewLines, settingsOverview } from '../views/settings_overview.ts'
import { rulesNow } from './offer_draft.ts'
import { openForm, redrawForm } from './reply.ts'
import type { Asked, Click, Form, FormAnswer } from './requests.ts'
import { isAdmin } from './teams.ts'

/** `/handoff settings`: everything an admin can set, without a redeploy. */
export async function openSettings(bot: Bot, asked: Asked): Promise<void> {
  if (!(await isAdmin(bot, asked.by)))
    return asked.tell(message([['Settings are for Slack’s admins, and for people whom they name.']]))
  await openForm(bot, asked, await overview(bot))
}

/** The button **Change** of a section; of a team it carries the team's id. */
export async function openSection(bot: Bot, click: Click): Promise<void> {
  if (!click.view || !(await isAdmin(bot, click.by))) return
  await redrawForm(bot, click.view, await sectionForm(bot, click.value))
}

/** Another framework was chosen, which decides whether its criteria can be typed. */
export async function reshapeFramework(bot: Bot, { view }: Click): Promise<void> {
  const { rules, id } = await rulesNow(bot)
  if (view) await redrawForm(bot, view, frameworkForm(rules, id, view.fields))
}

async function sectionForm(bot: Bot, value: string): Promise<ModalView> {
  const { id, rules } = await rulesNow(bot)
  const { db, workspace } = bot
  switch (value) {
    case 'framework':
      return frameworkForm(rules, id)
    case 'deadlines':
      return deadlinesForm(rules, id)
    case 'posts': {
      const { leadership = bot.channels.leadership, stuck = bot.channels.stuck } = rules.posts
      return postsForm(rules, id, { leadership, stuck })
    }
    case 'reasons':
      return reasonsForm(rules, id)
    case 'people':
      return peopleForm(rules, id)
    case 'signals':
      return signalsForm(rules, id)
    case 'holidays':
      return holidaysForm(id, await holidayLists(db, workspace))
    default: {
      const [, teamId] = value.split(' ')
      // A new team has its id from the moment its form is drawn, so that saving it twice makes one.
      return teamId
        ? teamForm(await findTeam(db, teamId))
        : teamForm(undefined, `${workspace}:${bot.newId()}`)
    }
  }
}

const READERS: Partial<Record<SettingsSection, (fields: Fields, rules: Rules) => Checked<Rules>>> = {
  framework: readFrameworkSection,
  deadlines: readDeadlines,
  posts: readPosts,
  reasons: readReasons,
  people: readNamedPeople,
  signals: readSignals,
}

/** A section's form: a new version of the rules from the one that was on the screen, or what is wrong with it. */
export const saveSection =
  (section: SettingsSection) =>
  async (bot: Bot, { by, about, fields }: Form): Promise<FormAnswer> => {
    const { rules } = await rulesNow(bot)
    const field = Object.keys(fields)[0] ?? ''
    if (!(await isAdmin(bot, by))) return { errors: { [field]: 'Settings are for admins.' } }
    const read = READERS[section]?.(fields, rules)
    if (!read) return 'close'
    if (!read.ok) return { errors: problemErrors(read.problems) }
    const unusable =
      section === 'posts' ? await unusableChannels(bot, fields, ['leadership', 'stuck']) : undefined
    if (unusable) return { errors: unusable }
    const change = { from: about, rules: read.value, by, section }
    const save = () =>
      bot.db.commit((write) => [addRules(bot.db, write, bot.workspace, change, bot.clock.now())])
    return saved(bot, field, save, 'Saved. It holds for new handoffs.')
  }

export async function saveHolidayList(bot: Bot, { by, fields }: Form): Promise<FormAnswer> {
  if (!(await isAdmin(bot, by))) return { errors: { list: 'Settings are for admins.' } }
  const read = readHolidays(fields)
  if (!read.ok) return { errors: problemErrors(read.problems) }
  const { list, dates } = read.value
  const audit = await auditOf(bot, by, `holidays ${list}`)
  const save = () => saveHolidays(bot.db, bot.workspace, read.value, audit)
  return saved(bot, 'list', save, `Saved: ${list}, ${dates.length} days.`)
}

/** The overview again, unless somebody else changed the settings while the form was open. */
async function saved(bot: Bot, field: string, save: () => Promise<void>, words: string): Promise<FormAnswer> {
  try {
    await save()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    return { errors: { [field]: 'Somebody else changed the settings meanwhile. Close this and look again.' } }
  }
  return { show: await overview(bot, words) }
}

/** That somebody changed what lies beside the rules, to be committed with it. */
async function auditOf(bot: Bot, by: UserId, section: string) {
  const { id: from, rules } = await rulesNow(bot)
  const change = { from, rules, by, section }
  return (write: Queries) => [addRules(bot.db, write, bot.workspace, change, bot.clock.now())]
}

/** A team, new or changed. Its channel has to be one where Handoff can post, and not another company's too. */
export async function saveTeamSettings(bot: Bot, { by, about, fields }: Form): Promise<FormAnswer> {
  if (!(await isAdmin(bot, by))) return { errors: { team_name: 'Settings are for admins.' } }
  const name = cleanLine(fields.team_name ?? '')
  const channel = fields.team_channel
  if (!name) return { errors: problemErrors([{ field: 'team_name', why: 'missing' }]) }
  if (!channel) return { errors: problemErrors([{ field: 'team_channel', why: 'missing' }]) }
  const unusable = await unusableChannels(bot, fields, ['team_channel', 'team_stuck'])
  if (unusable) return { errors: unusable }
  const ids = (field: string): UserId[] => (fields[field] ?? '').split(',').filter(Boolean)
  const teams = await teamsOf(bot.db, bot.workspace)
  const before = teams.find(({ id }) => id === about)
  const aes = inOrderOf(ids('team_aes'), before?.aes ?? [])
  for (const ae of aes) {
    const person = await bot.people.find(ae)
    if (person && person.kind !== 'member')
      return { errors: { team_aes: `${person.name} is not a full member.` } }
  }
  const admins = before?.admins ?? teams[0]?.admins ?? []
  const team = {
    id: about,
    name,
    channel,
    stuckChannel: fields.team_stuck ?? undefined,
    sdrs: ids('team_sdrs'),
    aes,
    managers: ids('team_managers'),
    admins,
    setInSlack: true,
  }
  const audit = await auditOf(bot, by, `team ${name}`)
  const save = () => saveTeam(bot.db, bot.workspace, team, bot.clock.now(), audit)
  return saved(bot, 'team_name', save, `Saved: ${name}.`)
}

/** Whoever was in the rotation keeps their place; Slack's picker forgets it. */
const inOrderOf = (ids: readonly UserId[], before: readonly UserId[]): UserId[] => [
  ...before.filter((id) => ids.includes(id)),
  ...ids.filter((id) => !before.includes(id)),
]

/** What keeps Handoff from posting in a channel, at its field, with how to mend it. */
async function unusableChannels(
  bot: Bot,
  fields: Fields,
  names: readonly string[],
): Promise<Record<string, string> | undefined> {
  for (const name of names) {
    const channel = fields[name]
    if (!channel) continue
    const problem = await whyUnusable(bot, channel)
    if (problem) return { [name]: problem }
  }
  return undefined
}

async function whyUnusable(bot: Bot, channel: string): Promise<string | undefined> {
  try {
    const { channel: found } = await bot.slack.reads.conversations.info({ channel })
    if (found?.is_ext_shared) return 'This channel is shared with another company. Pick one of yours.'
    if (found?.is_archived) return 'This channel is archived. Unarchive it, or pick another.'
    return found?.is_member
      ? undefined
      : 'Handoff is not in this channel. Type /invite @Handoff there, then save again.'
  } catch (error) {
    const { kind } = failureOf(error)
    return kind === 'gone' || kind === 'refused'
      ? 'Handoff cannot see this channel. Type /invite @Handoff there, then save again.'
      : undefined
  }
}

async function overview(bot: Bot, saved?: string): Promise<ModalView> {
  const { db, workspace } = bot
  const rules = await settingsNow(db, workspace)
  const teams = await teamsOf(db, workspace)
  const lists = await holidayLists(db, workspace)
  return settingsOverview(rules, overviewLines(rules, teams, lists), saved)
}
