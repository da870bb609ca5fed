import { describe, expect, it } from 'vitest'
import { mayRead, whoMay } from '../../../src/domain/handoff/permissions.ts'
import { managersOf } from '../../../src/domain/teams/team.ts'
import { ADA, aHandoff, aTeam, EVA, MIA, NADIA, OFFERED_AT, OMAR, SAM } from '../../support/builders.ts'

describe('who decides for a team', () => {
  it('is its managers', () => {
    expect(managersOf(aTeam({ managers: [MIA], admins: [ADA] }))).toEqual([MIA])
  })

  it('is the admins when it has no manager', () => {
    expect(managersOf(aTeam({ managers: [], admins: [ADA] }))).toEqual([ADA])
  })
})

describe('who may do it', () => {
  it('names first whose task it is', () => {
    expect(whoMay('accepted', aHandoff(), OFFERED_AT)).toEqual([EVA, MIA])
    expect(whoMay('answered', aHandoff(), OFFERED_AT)).toEqual([SAM, MIA])
  })

  it('names nobody twice', () => {
    expect(whoMay('accepted', aHandoff({ team: { managers: [EVA, MIA] } }), OFFERED_AT)).toEqual([EVA, MIA])
    expect(whoMay('withdrawn', aHandoff({ sdr: MIA }), OFFERED_AT)).toEqual([MIA])
  })
})

describe('a handoff may be read', () => {
  it.each([
    ['its SDR', SAM],
    ['its AE', EVA],
    ['an AE who had it before', OMAR],
    ['a manager of the team', MIA],
    ['an admin', ADA],
  ])('by %s', (_who, reader) => {
    expect(mayRead(aHandoff(), reader, [OMAR], OFFERED_AT)).toBe(true)
  })

  it('by nobody else', () => {
    expect(mayRead(aHandoff(), NADIA, [OMAR], OFFERED_AT)).toBe(false)
    expect(mayRead(aHandoff(), OMAR, [], OFFERED_AT)).toBe(false)
  })
})
