import type { Fields } from '../fields.ts'
import type { UserId } from '../people/people.ts'

export type Step = 'who' | 'qualification' | 'handover'

export type Draft = { id: string; person: UserId; step: Step; fields: Fields; at: Date }

export const DRAFT_KEPT_DAYS = 7
