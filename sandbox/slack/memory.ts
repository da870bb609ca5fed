import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Workspace } from '../workspace.ts'
import type { Message } from './state.ts'

const WRITE_AFTER_MS = 500

/** Keeps the messages beside the database, so that a second start finds the cards that the app will edit. */
export function keepMessages({ state }: Workspace, file: string): () => void {
  if (existsSync(file)) {
    const kept: Message[] = JSON.parse(readFileSync(file, 'utf8'))
    state.messages.push(...kept)
    for (const file of kept.flatMap(({ files }) => files)) {
      // JSON has no bytes: they come back as the list of numbers that they were written as.
      if (file.bytes !== undefined) file.bytes = Buffer.from(file.bytes)
      state.files.set(file.id, file)
    }
    for (const id of state.people.keys()) state.dmWith(id)
  }
  let pending: NodeJS.Timeout | undefined
  const write = () => {
    clearTimeout(pending)
    pending = undefined
    writeFileSync(file, JSON.stringify(state.messages))
  }
  const unwatch = state.watch(() => {
    pending ??= setTimeout(write, WRITE_AFTER_MS)
  })
  return () => {
    unwatch()
    write()
  }
}
