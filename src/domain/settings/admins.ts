import type { Person, UserId } from '../people/people.ts'
import type { Team } from '../teams/team.ts'
import type { Rules } from './rules.ts'

/** Slack's owners and admins, the people named in settings, and the admins that the installation names. */
export function mayChangeSettings(
  by: UserId,
  person: Person | undefined,
  teams: readonly Team[],
  rules: Rules,
): boolean {
  const isMember = person?.kind === 'member'
  const isNamed = rules.named.admins.includes(by) || teams.some(({ admins }) => admins.includes(by))
  return isMember && (isNamed || person.isAdmin)
}
