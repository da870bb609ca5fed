import { expect, test } from 'vitest'
import { HandClock } from '../../sandbox/clock.ts'

const start = new Date('2026-11-20T09:00:00Z')

const minute = 60_000

test('timers fire in the order of their times and each sees its own moment', async () => {
  const clock = new HandClock(start)
  const seen: string[] = []
  const note = (name: string) => () => seen.push(`${name} ${clock.now().toISOString().slice(11, 16)}`)
  clock.after(10 * minute, note('second'))
  clock.after(5 * minute, note('first'))
  clock.after(30 * minute, note('never'))
  await clock.advance(15 * minute)
  expect(seen).toEqual(['first 09:05', 'second 09:10'])
  expect(clock.now().toISOString()).toBe('2026-11-20T09:15:00.000Z')
  expect(clock.nextAt()?.toISOString()).toBe('2026-11-20T09:30:00.000Z')
})

test('a timer set by a timer, even after some awaiting, still fires within the same advance', async () => {
  const clock = new HandClock(start)
  const seen: number[] = []
  const again = async () => {
    await Promise.resolve()
    seen.push(clock.now().getTime() - start.getTime())
    clock.after(minute, () => void again())
  }
  clock.after(minute, () => void again())
  await clock.advance(3 * minute)
  expect(seen).toEqual([minute, 2 * minute, 3 * minute])
})

test('a cancelled timer does not fire', async () => {
  const clock = new HandClock(start)
  let fired = false
  const cancel = clock.after(minute, () => {
    fired = true
  })
  cancel()
  await clock.advance(5 * minute)
  expect(fired).toBe(false)
})

test('the clock does not run backwards', async () => {
  await expect(new HandClock(start).to(new Date(0))).rejects.toThrow('backwards')
})

test('in running mode time flows, timers fire by themselves, and jumps still work', async () => {
  const clock = new HandClock(start)
  const stop = clock.run()
  await new Promise<void>((fired) => clock.after(15, fired))
  expect(clock.now().getTime() - start.getTime()).toBeGreaterThanOrEqual(15)
  await clock.advance(60 * minute)
  expect(clock.now().getTime() - start.getTime()).toBeGreaterThanOrEqual(60 * minute)
  stop()
  const stopped = clock.now()
  await new Promise((done) => setTimeout(done, 5))
  expect(clock.now()).toEqual(stopped)
})
