import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type TemporaryFile = { size: number; read(): Readable }

/**
 * Writes what may be too long for memory into a file that only this process can open, and reads it again in `use`. Its
 * name goes before the first byte is written, so nothing is left behind, however this ends.
 */
export async function withTemporaryFile<T>(
  content: AsyncIterable<string>,
  use: (file: TemporaryFile) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'handoff-'))
  const file = await open(join(folder, 'file'), 'wx+', 0o600)
  try {
    await rm(folder, { recursive: true })
    await pipeline(content, file.createWriteStream({ autoClose: false }))
    const { size } = await file.stat()
    return await use({ size, read: () => file.createReadStream({ start: 0, autoClose: false }) })
  } finally {
    await file.close()
  }
}
