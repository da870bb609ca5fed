import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'

/**
 * Loaded into a process before its program, so that the bench can ask what that program costs: between `begin` and
 * `end` it watches how long the event loop stood still, what the processor did, and how far the memory rose.
 */
export type Question = 'begin' | 'begin with memory' | 'end' | 'rss'

export type Answer = { rssMb: number; cpuSeconds: number; blockedMs: number; grewMb: number }

const MEGABYTE = 1024 * 1024

/** Sees the memory also while the program's own thread is busy. */
const WATCHER = `
  const { parentPort, workerData } = require('node:worker_threads')
  const peak = new BigInt64Array(workerData)
  const look = () => {
    const now = BigInt(process.memoryUsage.rss())
    if (now > peak[0]) peak[0] = now
  }
  setInterval(look, 5)
  look()
  parentPort.postMessage('watching')
`

type Watched = {
  delay: IntervalHistogram
  cpu: NodeJS.CpuUsage
  memory?: { worker: Worker; peak: BigInt64Array; before: number } | undefined
}

let watched: Watched | undefined

async function begin(withMemory: boolean): Promise<void> {
  const memory = withMemory ? await watchMemory() : undefined
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  watched = { delay, cpu: process.cpuUsage(), memory }
}

async function watchMemory(): Promise<Watched['memory']> {
  const shared = new SharedArrayBuffer(8)
  const worker = new Worker(WATCHER, { eval: true, workerData: shared })
  await new Promise((resolve) => {
    worker.once('message', resolve)
  })
  return { worker, peak: new BigInt64Array(shared), before: process.memoryUsage.rss() }
}

async function end(): Promise<Answer> {
  const rssMb = process.memoryUsage.rss() / MEGABYTE
  if (!watched) return { rssMb, cpuSeconds: 0, blockedMs: 0, grewMb: 0 }
  const { user, system } = process.cpuUsage(watched.cpu)
  const { delay, memory } = watched
  delay.disable()
  await memory?.worker.terminate()
  watched = undefined
  return {
    rssMb,
    cpuSeconds: (user + system) / 1e6,
    blockedMs: delay.max / 1e6,
    grewMb: memory ? Math.max(0, Number(memory.peak[0]) - memory.before) / MEGABYTE : 0,
  }
}

process.on('message', async (question: Question) => {
  if (question === 'begin' || question === 'begin with memory') await begin(question === 'begin with memory')
  process.send?.(await (question === 'end' ? end() : nothingYet()))
})

const nothingYet = async (): Promise<Answer> => ({
  rssMb: process.memoryUsage.rss() / MEGABYTE,
  cpuSeconds: 0,
  blockedMs: 0,
  grewMb: 0,
})

// The bench is gone, so nobody is left to end this process.
process.once('disconnect', () => process.exit(1))

process.channel?.unref()
