import type { Person, UserId } from '../people/people.ts'
import { type CannotTakePart, mayHandOff, type Team } from './team.ts'

/** Which team a lead goes to; `choose` holds those among which the SDR has to say, when it is not clear. */
export type Routing = { team: Team | undefined; choose: readonly Team[] }

/** The only team, or the only one that the SDR belongs to; who is in several, or in none, says which (`picked`). */
export function routingOf(teams: readonly Team[], by: UserId, picked: string | null | undefined): Routing {
  if (teams.length === 1) return { team: teams[0], choose: [] }
  const theirs = teams.filter(({ sdrs }) => sdrs.includes(by))
  if (theirs.length === 1) return { team: theirs[0], choose: [] }
  const choose = theirs.length > 1 ? theirs : teams.filter(({ sdrs }) => sdrs.length === 0)
  const offered = choose.length > 0 ? choose : teams
  return { team: offered.find(({ id }) => id === picked), choose: offered }
}

/** Why this person cannot hand off. Somebody whom Slack did not name in time may, unless they are on no team's list. */
export function whyNoHandoff(
  teams: readonly Team[],
  by: UserId,
  person: Person | undefined,
): CannotTakePart | undefined {
  if (!person) {
    const listed = teams.some(({ sdrs }) => sdrs.length === 0 || sdrs.includes(by))
    return listed ? undefined : { why: 'not_an_sdr' }
  }
  const [cannot, ...others] = teams.map((team) => mayHandOff(person, team))
  return others.every((one) => one !== undefined) ? cannot : undefined
}
