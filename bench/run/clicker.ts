import { Agent } from 'node:http'
import { asker, type Repeated } from './load.ts'
import { pause } from './waiting.ts'

/**
 * Somebody else in the workspace, in a process of their own: asks again and again until told to stop, and then says how
 * long the slowest answer took.
 */
const EVERY_MS = 10

let isOver = false

let slowestMs = 0

async function clickOn(repeated: Repeated): Promise<void> {
  const agent = new Agent()
  const ask = asker(repeated, agent)
  await ask()
  process.send?.('begun')
  while (!isOver) {
    const sent = performance.now()
    await ask()
    slowestMs = Math.max(slowestMs, performance.now() - sent)
    await pause(EVERY_MS)
  }
  process.send?.(slowestMs, () => process.exit(0))
}

process.on('message', (said: Repeated | 'stop') => {
  if (said === 'stop') isOver = true
  else void clickOn(said)
})

process.once('disconnect', () => process.exit(1))
