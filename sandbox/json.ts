/** An object that came from outside: its fields are looked at one by one and never trusted as a type. */
export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const recordsOf = (value: unknown): Fields[] => listOf(value).filter(isFields)

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The text inside a Slack text object, whatever its kind. */
export const labelOf = (value: unknown): string => textOf(fieldsOf(value).text)

export const parsed = (source: string): unknown => {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** Two JSON values are equal when they hold the same fields, in whatever order they were written. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameJson(item, b[index]))
  }
  if (isFields(a) && isFields(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...keys].every((key) => sameJson(a[key], b[key]))
  }
  return a === b
}

export const copyOf = <T>(value: T): T => structuredClone(value)
