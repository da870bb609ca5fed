import { createHmac } from 'node:crypto'

export interface SigningFault {
  /** Seconds added to the timestamp; negative is the past. */
  timestampOffset?: number
  badSignature?: boolean
}

/** Slack's request signature. Its time is always real time, because the app compares it with its own machine. */
export const signedHeaders = (
  secret: string,
  body: string,
  fault: SigningFault = {},
): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000) + (fault.timestampOffset ?? 0))
  const key = fault.badSignature === true ? `${secret}-wrong` : secret
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
}
