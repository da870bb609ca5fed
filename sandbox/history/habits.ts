/** Who is how. Times are hours of the clock and end in somebody's working hours; shares are of a hundred. */
type Habit = {
  answersWithin: [least: number, most: number]
  declines: number
  asks: number
  /** Of the accepted: how many begin with a templated mail, and how many are never touched meaningfully. */
  templated: number
  neverTouches: number
  touchesWithin: [least: number, most: number]
  /** Of the planned intro calls: those they come to, and those that nobody logs. */
  joins: number
  forgets: number
  reasons: { code: string; comment: string }[]
}

/** Quick, asks little, and calls. */
const eva: Habit = {
  answersWithin: [0.3, 5],
  declines: 14,
  asks: 10,
  templated: 8,
  neverTouches: 0,
  touchesWithin: [2, 30],
  joins: 96,
  forgets: 4,
  reasons: [{ code: 'bad_timing', comment: 'They asked to be called again after their audit.' }],
}

/** Quick too, and hard to please. */
const omar: Habit = {
  answersWithin: [0.5, 8],
  declines: 52,
  asks: 18,
  templated: 30,
  neverTouches: 4,
  touchesWithin: [4, 44],
  joins: 72,
  forgets: 12,
  reasons: [
    { code: 'wrong_title', comment: 'Cannot sign anything; we need whoever owns the budget.' },
    { code: 'not_qualified_enough', comment: 'Eleven people, and nobody asked what they need.' },
    { code: 'wrong_title', comment: 'Runs one shift. Who runs the site?' },
    { code: 'not_qualified_enough', comment: 'The evidence for the budget is a feeling.' },
    { code: 'wrong_title', comment: 'Told me that her head of operations decides.' },
  ],
}

/** Late, and fond of his template. */
const tom: Habit = {
  answersWithin: [6, 44],
  declines: 10,
  asks: 6,
  templated: 70,
  neverTouches: 25,
  touchesWithin: [30, 110],
  joins: 24,
  forgets: 10,
  reasons: [{ code: 'no_capacity', comment: 'Quarter end, I cannot take this one.' }],
}

export const habits = { eva, omar, tom }

export type Ae = keyof typeof habits

export const QUESTIONS = [
  'Who besides them has to agree before they can sign?',
  'Is the budget for one site or for all of them?',
  'What did they use before, and why are they leaving it?',
  'Have we spoken to IT yet?',
]

export const ANSWERS = [
  'The CFO, above 50k. She introduces us next week.',
  'For all of them; the first site is a trial.',
  'A spreadsheet and a person who retires in spring.',
  'No. The head of IT is Jonas, he joins the demo.',
]

export const NEWS = [
  'Spoke to the owner of the budget herself; she joins the next call.',
  'They confirmed 30k in writing this morning.',
]

export const FOLLOW_UPS = [
  'Send the contract for review',
  'Second demo with the IT team',
  'Call about the offer',
  'Agree on the start date',
  'Talk to the reference customer together',
]

export const PRAISE = [
  'The evidence for the budget was exactly right.',
  'Good lead; next time ask who signs.',
  'They knew what we do before the first call, thank you.',
  'The timeline was a wish, not a date.',
]
