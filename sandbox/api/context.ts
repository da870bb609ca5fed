import type { RateLimits } from '../slack/limits.ts'
import type { State } from '../slack/state.ts'
import type { Triggers } from '../slack/triggers.ts'
import type { Args } from './args.ts'

/** What the Web API methods may touch. */
export interface Api {
  state: State
  triggers: Triggers
  limits: RateLimits
  scopes: Set<string>
  /** Whether the manifest switched the Home tab on. */
  home: boolean
  /** Where this workspace is reached, without a slash at the end. */
  origin: () => string
  socketUrl: () => string
}

export type Method = (args: Args, api: Api) => Record<string, unknown>
