/** How a Web API method says no: Slack's error code, and what goes with it in the answer. */
export class Refusal extends Error {
  readonly code: string
  readonly details: Record<string, unknown>
  readonly retryAfter: number | undefined

  constructor(code: string, details: Record<string, unknown> = {}, retryAfter?: number) {
    super(code)
    this.code = code
    this.details = details
    this.retryAfter = retryAfter
  }
}

export const explained = (code: string, messages: string[]): Refusal =>
  new Refusal(code, { response_metadata: { messages } })

export const rateLimited = (seconds: number): Refusal => new Refusal('ratelimited', {}, seconds)
