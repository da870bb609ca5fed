const partsIn = (at: Date, tz: string): Record<string, string> => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: tz,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}

const ago = (at: Date, now: Date): string => {
  const minutes = Math.round(Math.abs(at.getTime() - now.getTime()) / 60_000)
  const size =
    minutes < 60
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`
  return at > now ? `in ${size}` : `${size} ago`
}

/**
 * A Slack date as one reader sees it, in that reader's zone. Slack's many date tokens differ only in length and
 * in saying "today"; here they all read like "Mon 23 Nov", so that tests do not depend on when they run.
 */
export const dateText = (seconds: number, format: string, tz: string, now: Date): string => {
  const at = new Date(seconds * 1000)
  const part = partsIn(at, tz)
  const day = `${part.weekday} ${part.day} ${part.month}`
  const month = new Intl.DateTimeFormat('en-US', { timeZone: tz, month: '2-digit' }).format(at)
  return format.replace(/\{([a-z_]+)\}/g, (whole, token: string) => {
    if (token === 'time') return `${part.hour}:${part.minute}`
    if (token === 'time_secs') return `${part.hour}:${part.minute}:${part.second}`
    if (token === 'date_num') return `${part.year}-${month}-${String(part.day).padStart(2, '0')}`
    if (token === 'ago') return ago(at, now)
    return /^date(_short|_long)?(_pretty)?$/.test(token) ? day : whole
  })
}

export const offsetSeconds = (tz: string, at: Date): number => {
  const part = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(part ?? '')
  if (match === null) return 0
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
  return match[1] === '-' ? -seconds : seconds
}

/** The moment that a wall clock in this zone shows as "2026-11-23 10:00"; undefined when that is no such text. */
export const secondsIn = (tz: string, text: string): number | undefined => {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/.exec(text)
  if (match === null) return undefined
  const asUtc = Date.parse(`${match[1]}T${match[2]}:00Z`) / 1000
  // Near a change of the clocks the first guess may use the wrong offset; the second look uses the right one.
  const guess = asUtc - offsetSeconds(tz, new Date(asUtc * 1000))
  return asUtc - offsetSeconds(tz, new Date(guess * 1000))
}
