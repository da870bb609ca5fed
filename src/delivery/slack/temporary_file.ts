import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

export type TemporaryFile = { size: number; read(): Readable }

const BYTES_AT_A_TIME = 16 * 1024

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
  const readers: Readable[] = []
  // Whoever reads hears of an error by themselves; one who gave up has nobody left who would.
  const read = (): Readable => {
    const reader = Readable.from(bytesOf(file)).on('error', () => undefined)
    readers.push(reader)
    return reader
  }
  try {
    await rm(folder, { recursive: true })
    for await (const piece of content) await file.writeFile(piece)
    const { size } = await file.stat()
    return await use({ size, read })
  } finally {
    for (const reader of readers) reader.destroy()
    await file.close()
  }
}

async function* bytesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(BYTES_AT_A_TIME), 0, BYTES_AT_A_TIME, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
