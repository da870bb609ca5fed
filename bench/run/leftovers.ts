import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Everything outside this process that has to be gone when it ends, in whatever way: other processes and files. */
const children = new Set<ChildProcess>()

const folders = new Set<string>()

export function aFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'handoff-bench-'))
  folders.add(path)
  return path
}

/** Ends with this process, if it does not end before. */
export function watched(child: ChildProcess): ChildProcess {
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL')
}

/** Nothing here waits, so that it also works while this process ends. */
export function clearAway(): void {
  endChildren()
  for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}
