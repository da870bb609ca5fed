import { addDays, at, localDate } from '../src/domain/time/calendar.ts'

/** The zone in which the fictional company reckons its mornings and Mondays. */
export const COMPANY_ZONE = 'America/New_York'

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** A moment of the clock bar by its name: the next working morning, or the next Monday, at nine. */
export function momentCalled(name: string, now: Date): Date {
  const wanted = name === 'monday' ? [1] : [1, 2, 3, 4, 5]
  for (let date = localDate(now, COMPANY_ZONE); ; date = addDays(date, 1)) {
    const nine = at(date, '09:00', COMPANY_ZONE)
    if (wanted.includes(weekdayOf(date)) && nine > now) return nine
  }
}

/** The latest Wednesday, ten o'clock, that is not after now: a day on which a new offer's deadlines fall into the week. */
export function visitorsMorning(now: Date): Date {
  for (let date = localDate(now, COMPANY_ZONE); ; date = addDays(date, -1)) {
    const ten = at(date, '10:00', COMPANY_ZONE)
    if (weekdayOf(date) === 3 && ten <= now) return ten
  }
}
