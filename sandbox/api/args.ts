import { type Fields, parsed } from '../json.ts'
import { explained } from './refusal.ts'

const asJson = (body: string): Fields => {
  const value = parsed(body)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The arguments of one call, sent as a form with JSON inside its fields, or as one JSON object. */
export class Args {
  readonly raw: Fields

  constructor(body: string, contentType: string) {
    const isJson = contentType.startsWith('application/json')
    this.raw = isJson ? asJson(body) : Object.fromEntries(new URLSearchParams(body))
  }

  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null
  }

  text(name: string): string {
    const value = this.raw[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }

  flag(name: string): boolean {
    return this.raw[name] === true || this.raw[name] === 'true' || this.raw[name] === '1'
  }

  /** A nested value; undefined when it is missing, and also when it is not JSON. */
  json(name: string): unknown {
    const value = this.raw[name]
    return typeof value === 'string' ? parsed(value) : value
  }

  require(...names: string[]): void {
    const missing = names.filter((name) => !this.has(name) || this.raw[name] === '')
    if (missing.length > 0) {
      throw explained(
        'invalid_arguments',
        missing.map((name) => `[ERROR] missing required field: ${name}`),
      )
    }
  }

  /** For the log: arguments as the app meant them, without the token. */
  readable(): Fields {
    const entries = Object.keys(this.raw)
      .filter((name) => name !== 'token')
      .map((name) => {
        const value = this.raw[name]
        const nested = typeof value === 'string' && /^[[{]/.test(value) ? parsed(value) : undefined
        return [name, nested ?? value] as const
      })
    return Object.fromEntries(entries)
  }
}
