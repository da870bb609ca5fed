import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { withTemporaryFile } from '../../src/delivery/slack/temporary_file.ts'

async function* pieces() {
  yield 'handoff,ae\r\n'
  yield 'H-1,Zoë\r\n'
}

it('holds what was written, by its length in bytes, and can be read more than once', async () => {
  const read = await withTemporaryFile(pieces(), async (file) => [
    file.size,
    await text(file.read()),
    await text(file.read()),
  ])
  const all = 'handoff,ae\r\nH-1,Zoë\r\n'
  expect(read).toEqual([Buffer.byteLength(all), all, all])
})

it('has no name while it is used, and waits at its end for nobody who gave up reading', async () => {
  const named = () => readdirSync(tmpdir()).filter((name) => /^handoff-[A-Za-z0-9]{6}$/.test(name))
  const before = named()
  const refused = withTemporaryFile(pieces(), async (file) => {
    file.read().once('readable', () => undefined)
    expect(named()).toEqual(before)
    throw new Error('Slack did not take it')
  })
  await expect(refused).rejects.toThrow('Slack did not take it')
})

it('says what broke when the rows cannot be read to their end', async () => {
  async function* breaks() {
    yield 'handoff\r\n'
    throw new Error('the database is gone')
  }
  await expect(withTemporaryFile(breaks(), async () => 'sent')).rejects.toThrow('the database is gone')
})
