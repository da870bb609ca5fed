import { type Fields, isFields } from '../json.ts'

export type Surface = 'message' | 'modal' | 'home'

/** Collects what is wrong, in the words and with the pointers that Slack uses. */
export class Report {
  readonly surface: Surface
  readonly messages: string[] = []

  constructor(surface: Surface) {
    this.surface = surface
  }

  say(at: string, message: string): void {
    this.messages.push(`[ERROR] ${message} [json-pointer:${at}]`)
  }
}

export type Check = (value: unknown, at: string, report: Report) => void

export const string =
  (min: number, max: number, pattern?: RegExp): Check =>
  (value, at, report) => {
    if (typeof value !== 'string') return report.say(at, 'must provide a string')
    if (value.length < min) report.say(at, `must be more than ${min - 1} characters`)
    if (value.length > max) report.say(at, `must be less than ${max + 1} characters`)
    if (pattern !== undefined && !pattern.test(value)) report.say(at, `failed to match ${pattern.source}`)
  }

export const integer =
  (min: number, max: number): Check =>
  (value, at, report) => {
    if (!Number.isInteger(value)) return report.say(at, 'must provide an integer')
    if (Number(value) < min || Number(value) > max) report.say(at, `must be between ${min} and ${max}`)
  }

export const number: Check = (value, at, report) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) report.say(at, 'must provide a number')
}

export const boolean: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report.say(at, 'must provide a boolean')
}

export const oneOf =
  (...allowed: unknown[]): Check =>
  (value, at, report) => {
    if (!allowed.includes(value)) report.say(at, `must be one of: ${allowed.join(', ')}`)
  }

export const list =
  (min: number, max: number, item: Check): Check =>
  (value, at, report) => {
    if (!Array.isArray(value)) return report.say(at, 'must provide an array')
    if (value.length < min) report.say(at, `no less than ${min} items allowed`)
    if (value.length > max) report.say(at, `no more than ${max} items allowed`)
    value.forEach((entry, index) => {
      item(entry, `${at}/${index}`, report)
    })
  }

export const anything: Check = () => {}

export const both =
  (...checks: Check[]): Check =>
  (value, at, report) => {
    for (const check of checks) check(value, at, report)
  }

/** A field that is marked required; without the mark it may be left out. */
interface Required {
  required: Check
}

export const need = (check: Check): Required => ({ required: check })

export type Shape = Record<string, Check | Required>

/** An object with exactly these fields. A field that Slack does not know is a mistake, not an extra. */
export const object =
  (shape: Shape): Check =>
  (value, at, report) => {
    if (!isFields(value)) return report.say(at, 'must be an object')
    for (const [name, rule] of Object.entries(shape)) {
      const given = value[name] !== undefined
      if (!given && typeof rule !== 'function') report.say(at, `missing required field: ${name}`)
      if (given) (typeof rule === 'function' ? rule : rule.required)(value[name], `${at}/${name}`, report)
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(shape, name)) report.say(at, `invalid additional property: ${name}`)
    }
  }

/** Objects told apart by their `type`. */
export const byType =
  (kinds: Record<string, Check>): Check =>
  (value, at, report) => {
    if (!isFields(value)) return report.say(at, 'must be an object')
    const kind =
      typeof value.type === 'string' && Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined
    if (kind === undefined) return report.say(`${at}/type`, `unsupported type: ${String(value.type)}`)
    kind(value, at, report)
  }

export const kind = (type: string, shape: Shape): Check => object({ type: need(oneOf(type)), ...shape })

export const on =
  (surfaces: Surface[], check: Check): Check =>
  (value, at, report) => {
    if (!surfaces.includes(report.surface)) {
      const type = isFields(value) ? String(value.type) : 'this'
      return report.say(at, `unsupported type: ${type} is not available in a ${report.surface}`)
    }
    check(value, at, report)
  }

/** A rule about a whole object that fields alone cannot express. */
export const rule =
  (broken: (value: Fields) => string | undefined): Check =>
  (value, at, report) => {
    if (!isFields(value)) return
    const message = broken(value)
    if (message !== undefined) report.say(at, message)
  }
