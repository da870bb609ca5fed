import type { UsersInfoResponse } from '@slack/web-api'
import type { Clock, Log, People, Slack } from '../bot.ts'
import type { Person, UserId } from '../domain/people/people.ts'
import { clip } from '../domain/text.ts'
import { hours, isZone } from '../domain/time/calendar.ts'
import type { Db } from '../store/database.ts'
import { findPerson, type Profile, saveProfile } from '../store/people/people.ts'
import { rulesNow } from '../store/settings.ts'
import { failureOf } from './slack/errors.ts'

/** Slack is asked again about somebody after this long. */
const FRESH_FOR = hours(12)

/** After Slack failed to say who somebody is, nobody waits for the same answer again for this long. */
const FAILED_FOR_MS = 10_000

type Where = { db: Db; slack: Slack; clock: Clock; log: Log; workspace: string }

export function knowPeople({ db, slack, clock, log, workspace }: Where): People {
  const asking = new Map<UserId, Promise<Person | undefined>>()
  const failedAt = new Map<UserId, number>()
  const askSlack = async (id: UserId): Promise<Person | undefined> => {
    try {
      const { user } = await slack.reads.users.info({ user: id })
      if (!user) return undefined
      const { rules } = await rulesNow(db, workspace)
      await saveProfile(db, workspace, profileOf(id, user, workspace, rules.zone), clock.now())
      return await findPerson(db, workspace, id)
    } catch (error) {
      const { code } = failureOf(error)
      log.warn({ person: id, code }, 'Slack did not say who somebody is')
      if (!NO_SUCH_PERSON.has(code)) {
        failedAt.set(id, clock.now().getTime())
        return undefined
      }
      const { zone } = (await rulesNow(db, workspace)).rules
      await saveProfile(db, workspace, { id, name: id, kind: 'deactivated', zone }, clock.now())
      return await findPerson(db, workspace, id)
    }
  }
  /** Whoever asks about the same person meanwhile gets the same answer. */
  const ask = (id: UserId): Promise<Person | undefined> => {
    const under = asking.get(id) ?? askSlack(id).finally(() => asking.delete(id))
    asking.set(id, under)
    return under
  }
  const find = async (id: UserId): Promise<Person | undefined> => {
    const known = await findPerson(db, workspace, id)
    const fresh = known && clock.now().getTime() - known.seenAt.getTime() < FRESH_FOR
    const failed = clock.now().getTime() - (failedAt.get(id) ?? Number.NEGATIVE_INFINITY) < FAILED_FOR_MS
    return fresh || failed ? known : ((await ask(id)) ?? known)
  }
  return { find, ask }
}

/** Slack's definite answer that there is no such person. */
const NO_SUCH_PERSON = new Set(['user_not_found', 'users_not_found', 'user_not_visible'])

function profileOf(
  id: UserId,
  user: NonNullable<UsersInfoResponse['user']>,
  workspace: string,
  zone: string,
): Profile {
  const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || id
  return {
    id,
    name: clip(name, 80),
    kind: kindOf(user, workspace),
    zone: user.tz && isZone(user.tz) ? user.tz : zone,
    isAdmin: user.is_admin === true || user.is_owner === true,
  }
}

/** Who may take part: the one place that reads Slack's flags about an account. */
export function kindOf(user: NonNullable<UsersInfoResponse['user']>, workspace: string): Person['kind'] {
  if (user.deleted) return 'deactivated'
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot'
  if (user.is_stranger || (user.team_id && user.team_id !== workspace && !user.enterprise_user))
    return 'external'
  if (user.is_restricted || user.is_ultra_restricted) return 'guest'
  return 'member'
}
