import type { Person } from '../people/cast.ts'
import { offsetSeconds } from '../reading/dates.ts'
import type { Method } from './context.ts'
import { Refusal } from './refusal.ts'

const zoneLabel = (tz: string, at: Date): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'long' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? tz

const profileOf = (person: Person) => ({
  title: person.title,
  phone: '',
  real_name: person.name,
  real_name_normalized: person.name,
  display_name: person.displayName,
  display_name_normalized: person.displayName,
  status_text: '',
  status_emoji: '',
  avatar_hash: 'g0000000000',
  team: person.teamId,
})

/** Slack tells little about people who left: no zone, no rights, only that they are gone. */
const describe = (person: Person, at: Date): Record<string, unknown> => ({
  id: person.id,
  team_id: person.teamId,
  name: person.handle,
  deleted: person.deleted,
  profile: profileOf(person),
  is_bot: person.isBot,
  is_app_user: false,
  updated: person.updated,
  ...(person.deleted
    ? {}
    : {
        color: '9f69e7',
        real_name: person.name,
        tz: person.tz,
        tz_label: zoneLabel(person.tz, at),
        tz_offset: offsetSeconds(person.tz, at),
        is_admin: person.isAdmin,
        is_owner: person.isOwner,
        is_primary_owner: person.isOwner,
        is_restricted: person.isGuest,
        is_ultra_restricted: false,
        is_email_confirmed: true,
        who_can_share_contact_card: 'EVERYONE',
        ...(person.isStranger ? { is_stranger: true } : {}),
      }),
})

export const usersInfo: Method = (args, api) => {
  args.require('user')
  const person = api.state.people.get(args.text('user'))
  if (person === undefined) throw new Refusal('user_not_found')
  const locale = args.flag('include_locale') && !person.deleted ? { locale: 'en-US' } : {}
  return { user: { ...describe(person, api.state.clock.now()), ...locale } }
}

export const authTest: Method = (_args, api) => ({
  url: `https://${api.state.domain}.slack.com/`,
  team: 'Acme Sales',
  user: 'handoff',
  team_id: api.state.teamId,
  user_id: api.state.botUserId,
  bot_id: api.state.botId,
  is_enterprise_install: false,
})
