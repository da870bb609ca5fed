import { idFor } from '../ids.ts'

/** What a test or a demo says about one person; everything left out is the ordinary case. */
export interface PersonSpec {
  handle: string
  name: string
  tz?: string
  title?: string
  admin?: boolean
  owner?: boolean
  guest?: boolean
  stranger?: boolean
  bot?: boolean
  deactivated?: boolean
}

export interface ChannelSpec {
  name: string
  /** Handles of the people in it. */
  people: string[]
  private?: boolean
  archived?: boolean
  shared?: boolean
  /** Whether the app was invited. */
  app?: boolean
}

export const defaultPeople: PersonSpec[] = [
  { handle: 'sam', name: 'Sam Reyes', title: 'SDR' },
  { handle: 'nadia', name: 'Nadia Karim', title: 'SDR' },
  { handle: 'eva', name: 'Eva Lind', title: 'Account executive', tz: 'Europe/Stockholm' },
  { handle: 'omar', name: 'Omar Haddad', title: 'Account executive', tz: 'America/Los_Angeles' },
  { handle: 'tom', name: 'Tom Becker', title: 'Account executive' },
  { handle: 'mia', name: 'Mia Ortiz', title: 'Sales manager' },
  { handle: 'ada', name: 'Ada Novak', title: 'Workspace owner', admin: true, owner: true },
  { handle: 'gus', name: 'Gus Fox', title: 'Contractor', guest: true },
  { handle: 'xenia', name: 'Xenia Vale', title: 'Partner at Acme', stranger: true },
  { handle: 'botty', name: 'Botty', bot: true },
  { handle: 'dora', name: 'Dora Old', title: 'SDR', deactivated: true },
]

const staff = ['sam', 'nadia', 'eva', 'omar', 'tom', 'mia', 'ada']

export const defaultChannels: ChannelSpec[] = [
  { name: 'handoffs', people: [...staff, 'gus'], app: true },
  { name: 'leadership', people: ['mia', 'ada'], app: true },
  { name: 'general', people: [...staff, 'gus'] },
  { name: 'deal-desk', people: ['mia', 'ada', 'eva'], private: true },
  { name: 'old-handoffs', people: staff, archived: true, app: true },
  { name: 'shared-acme', people: ['sam', 'eva', 'mia', 'xenia'], shared: true, app: true },
]

export interface Person {
  readonly id: string
  readonly handle: string
  name: string
  displayName: string
  title: string
  tz: string
  teamId: string
  isAdmin: boolean
  isOwner: boolean
  isGuest: boolean
  isStranger: boolean
  isBot: boolean
  deleted: boolean
  updated: number
}

export const personFrom = (spec: PersonSpec, teamId: string, updated: number): Person => ({
  id: idFor('U', spec.handle),
  handle: spec.handle,
  name: spec.name,
  // Many real profiles have no display name; Slack then shows the full name.
  displayName: spec.handle === 'tom' ? '' : spec.name,
  title: spec.title ?? '',
  tz: spec.tz ?? 'America/New_York',
  teamId: spec.stranger === true ? idFor('T', 'acme') : teamId,
  isAdmin: spec.admin ?? false,
  isOwner: spec.owner ?? false,
  isGuest: spec.guest ?? false,
  isStranger: spec.stranger ?? false,
  isBot: spec.bot ?? false,
  deleted: spec.deactivated ?? false,
  updated,
})
