import type { ModalView } from '@slack/types'
import type { Bot } from '../../bot.ts'
import { holidayLists } from '../../store/people/holidays.ts'
import { rulesNow } from '../../store/settings.ts'
import { findTeam } from '../../store/teams/teams.ts'
import {
  deadlinesForm,
  frameworkForm,
  holidaysForm,
  peopleForm,
  postsForm,
  reasonsForm,
  signalsForm,
} from '../../views/settings/sections.ts'
import { teamForm } from '../../views/settings/team.ts'
import { message } from '../../views/slack/blocks.ts'
import { isAdmin } from '../people/roles.ts'
import { openForm, redrawForm } from '../reply.ts'
import type { Asked, Click } from '../requests.ts'
import { overview } from './save.ts'

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
  const { rules, id } = await rulesNow(bot.db, bot.workspace)
  if (view) await redrawForm(bot, view, frameworkForm(rules, id, view.fields))
}

async function sectionForm(bot: Bot, value: string): Promise<ModalView> {
  const { id, rules } = await rulesNow(bot.db, bot.workspace)
  const { db, workspace } = bot
  switch (value) {
    case 'framework':
      return frameworkForm(rules, id)
    case 'deadlines':
      return deadlinesForm(rules, id)
    case 'posts':
      return postsForm(rules, id)
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
