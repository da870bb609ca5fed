import type { State } from '../slack/state.ts'

/** Whose eyes a message is read with: names and zone depend on it. */
export interface Reader {
  tz: string
  now: Date
  nameOf: (userId: string) => string
  channelNamed: (channelId: string) => string
}

export const readerFor = (state: State, userId: string): Reader => ({
  tz: state.people.get(userId)?.tz ?? 'UTC',
  now: state.clock.now(),
  nameOf: (id) => {
    if (id === 'USLACKBOT') return 'Slackbot'
    const person = state.people.get(id)
    return person === undefined ? id : person.displayName === '' ? person.name : person.displayName
  },
  channelNamed: (id) => state.channels.get(id)?.name ?? id,
})
