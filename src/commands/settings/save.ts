import type { ModalView } from '@slack/types'
import type { Bot } from '../../bot.ts'
import type { Checked, Fields } from '../../domain/fields.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import {
  readDeadlines,
  readFrameworkSection,
  readNamedPeople,
  readPosts,
  readReasons,
  readSignals,
  type SettingsSection,
} from '../../domain/settings/sections.ts'
import { StaleWrite, type Write } from '../../store/database.ts'
import { holidayLists } from '../../store/people/holidays.ts'
import { addRules, rulesNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { overviewLines, settingsOverview } from '../../views/settings/overview.ts'
import { isAdmin } from '../people/roles.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { unusableChannels } from './channels.ts'

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
    const { rules } = await rulesNow(bot.db, bot.workspace)
    const field = Object.keys(fields)[0] ?? ''
    if (!(await isAdmin(bot, by))) return { errors: { [field]: 'Settings are for admins.' } }
    const read = READERS[section]?.(fields, rules)
    if (!read) return 'close'
    if (!read.ok) return { errors: problemErrors(read.problems) }
    const unusable =
      section === 'posts' ? await unusableChannels(bot, fields, ['leadership', 'stuck']) : undefined
    if (unusable) return { errors: unusable }
    const change = { from: about, rules: read.value, by, section }
    const save = () => bot.db.commit((write) => [addRules(write, bot.workspace, change, bot.clock.now())])
    return saved(bot, field, save, 'Saved. It holds for new handoffs.')
  }

/** The overview again, unless somebody else changed the settings while the form was open. */
export async function saved(
  bot: Bot,
  field: string,
  save: () => Promise<void>,
  words: string,
): Promise<FormAnswer> {
  try {
    await save()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    return { errors: { [field]: 'Somebody else changed the settings meanwhile. Close this and look again.' } }
  }
  return { show: await overview(bot, words) }
}

/** That somebody changed what lies beside the rules, to be committed with it. */
export async function auditOf(bot: Bot, by: UserId, section: string) {
  const { id: from, rules } = await rulesNow(bot.db, bot.workspace)
  const change = { from, rules, by, section }
  return (write: Write) => [addRules(write, bot.workspace, change, bot.clock.now())]
}

export async function overview(bot: Bot, saved?: string): Promise<ModalView> {
  const { db, workspace } = bot
  const { rules } = await rulesNow(db, workspace)
  const teams = await teamsOf(db, workspace)
  const lists = await holidayLists(db, workspace)
  return settingsOverview(rules, overviewLines(rules, teams, lists), saved)
}
