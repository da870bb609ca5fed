import { addDays, at, localDate } from '../../src/domain/time/calendar.ts'
import { COMPANY_ZONE } from '../moments.ts'

export const WEEKS = 8

/** Something that a person of the team does at a moment; what comes of it is planned while it is done. */
export type Act = { at: number; does: () => Promise<void> }

/** The acts that are still to come, earliest first; of two at the same moment the one planned first. */
export class Plans {
  private readonly acts: Act[] = []

  add(moment: Date, does: () => Promise<void>): void {
    const place = this.acts.findIndex((one) => one.at > moment.getTime())
    this.acts.splice(place === -1 ? this.acts.length : place, 0, { at: moment.getTime(), does })
  }

  get next(): number {
    return this.acts[0]?.at ?? Number.POSITIVE_INFINITY
  }

  async doNext(): Promise<void> {
    await this.acts.shift()?.does()
  }
}

/** When a history that ends then has to begin. */
export const beginningOf = (until: Date): Date => {
  const { zone, day } = { zone: COMPANY_ZONE, day: localDate(until, COMPANY_ZONE) }
  return at(addDays(day, -7 * WEEKS), '07:00', zone)
}
