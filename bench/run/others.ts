import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { answerOf } from './asking.ts'
import { watched } from './leftovers.ts'
import type { Repeated } from './load.ts'

const CLICKER = fileURLToPath(new URL('./clicker.ts', import.meta.url))

/** How long the slowest answer to somebody else took while this was done. */
export async function slowestAnswerDuring(repeated: Repeated, work: () => Promise<unknown>): Promise<number> {
  const clicker = watched(fork(CLICKER))
  await answerOf(clicker, repeated)
  await work()
  return answerOf(clicker, 'stop')
}
