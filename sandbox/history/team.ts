import type { Bot } from '../../src/bot.ts'
import type { Person } from '../../src/domain/people/people.ts'
import type { Chance } from './chance.ts'
import type { Plans } from './plans.ts'

/** How a lead stands when the visitor comes. Most are on their way; a few are stuck, each for another cause. */
export type Fate = 'usual' | 'unanswered' | 'question' | 'declined' | 'untouched' | 'overdue' | 'silent'

export type Team = {
  bot: Bot
  plans: Plans
  draw: Chance
  until: Date
  person: (handle: string) => Promise<Person>
}
