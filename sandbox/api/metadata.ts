import { type Fields, isFields } from '../json.ts'
import type { Args } from './args.ts'
import { Refusal } from './refusal.ts'

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

const isPayloadValue = (value: unknown): boolean =>
  isScalar(value) || isFields(value) || (Array.isArray(value) && value.every(isFields))

/** Message metadata: a named event with a flat payload. An empty object clears what was there. */
export const checkedMetadata = (args: Args): Fields | undefined => {
  if (!args.has('metadata')) return undefined
  const metadata = args.json('metadata')
  if (!isFields(metadata)) throw new Refusal('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return undefined
  const { event_type, event_payload } = metadata
  if (typeof event_type !== 'string' || event_type === '') throw new Refusal('invalid_metadata_format')
  if (!isFields(event_payload)) throw new Refusal('invalid_metadata_format')
  if (!Object.values(event_payload).every(isPayloadValue)) throw new Refusal('invalid_metadata_schema')
  return metadata
}
