import type { UserId } from '../../domain/people/people.ts'

/** A name to print where a mention would ping whoever just acted; a mention where the name is not known. */
export type NameOf = (id: UserId) => string | undefined
