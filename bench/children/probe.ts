import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'

/**
 * Loaded into a process before its program, so that the bench can ask what that program costs: what the processor did
 * between `begin` and `end`, and if wanted how long the event loop stood still and how far the memory rose.
 */
export type Watch = 'delay' | 'memory'

export type Cost = { rssMb: number; cpuSeconds: number; blockedMs: number; grewMb: number }

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
  cpu: NodeJS.CpuUsage
  delay?: IntervalHistogram | undefined
  memory?: Memory | undefined
}

type Memory = { worker: Worker; peak: BigInt64Array; before: number }

let watched: Watched = { cpu: process.cpuUsage() }

async function begin(wanted: Watch[]): Promise<'begun'> {
  const memory = wanted.includes('memory') ? await watchMemory() : undefined
  const delay = wanted.includes('delay') ? monitorEventLoopDelay({ resolution: 1 }) : undefined
  delay?.enable()
  watched = { cpu: process.cpuUsage(), delay, memory }
  return 'begun'
}

async function watchMemory(): Promise<Memory> {
  const shared = new SharedArrayBuffer(8)
  const worker = new Worker(WATCHER, { eval: true, workerData: shared })
  await new Promise((resolve) => {
    worker.once('message', resolve)
  })
  return { worker, peak: new BigInt64Array(shared), before: process.memoryUsage.rss() }
}

async function end(): Promise<Cost> {
  const { user, system } = process.cpuUsage(watched.cpu)
  const { delay, memory } = watched
  delay?.disable()
  await memory?.worker.terminate()
  return {
    rssMb: process.memoryUsage.rss() / MEGABYTE,
    cpuSeconds: (user + system) / 1e6,
    blockedMs: (delay?.max ?? 0) / 1e6,
    grewMb: memory ? Math.max(0, Number(memory.peak[0]) - memory.before) / MEGABYTE : 0,
  }
}

process.on('message', async (said: Watch[] | 'end') => {
  process.send?.(await (said === 'end' ? end() : begin(said)))
})

// The bench is gone, so nobody is left to end this process.
process.once('disconnect', () => process.exit(1))

process.channel?.unref()
