import { expect, it } from 'vitest'
import { aWorld, handsOff } from '../support/world.ts'

it('an SDR who posted again hears again when Slack does not confirm that either', async () => {
  const world = await aWorld()
  const { slack, sam } = world
  const ofChannel = ({ channel }: Record<string, unknown>) => channel === slack.channel('handoffs').id
  slack.faults.status(500, { method: 'chat.postMessage', times: 2, when: ofChannel })
  await handsOff(world, sam)
  const [first] = sam.dm
  if (!first) throw new Error('Sam was not asked to look')
  await sam.click(first, 'Post again')
  await world.settle()
  const calls = sam.dm.filter(({ buttons }) => buttons.includes('Post again'))
  expect(calls.some(({ ts }) => ts !== first.ts)).toBe(true)
})
