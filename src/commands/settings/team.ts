import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import { cleanLine } from '../../domain/text.ts'
import { saveTeam, teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { isAdmin } from '../people/roles.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { unusableChannels } from './channels.ts'
import { auditOf, saved } from './save.ts'

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
