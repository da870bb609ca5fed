import { describe, expect, it } from 'vitest'
import type { Person } from '../../src/domain/people/people.ts'
import { nextInRotation } from '../../src/domain/teams/rotation.ts'
import { mayHandOff } from '../../src/domain/teams/team.ts'
import { aPerson, aRotation, aTeam, EVA, NADIA, OMAR, SAM, TOM } from '../support/builders.ts'

describe('the rotation', () => {
  const nobody = new Set<string>()

  it('begins with the first AE of the team', () => {
    expect(nextInRotation(aRotation({ lastTurn: undefined }), nobody)).toBe(EVA)
  })

  it('goes on with the one after whoever had the last turn', () => {
    expect(nextInRotation(aRotation({ lastTurn: EVA }), nobody)).toBe(OMAR)
    expect(nextInRotation(aRotation({ lastTurn: OMAR }), nobody)).toBe(TOM)
  })

  it('begins again after the last one', () => {
    expect(nextInRotation(aRotation({ lastTurn: TOM }), nobody)).toBe(EVA)
  })

  it('begins again when whoever had the last turn is no longer in the team', () => {
    expect(nextInRotation(aRotation({ lastTurn: NADIA }), nobody)).toBe(EVA)
  })

  it('skips who cannot take a lead, also past the end of the list', () => {
    expect(nextInRotation(aRotation({ lastTurn: EVA }), new Set([OMAR]))).toBe(TOM)
    expect(nextInRotation(aRotation({ lastTurn: EVA }), new Set([OMAR, TOM]))).toBe(EVA)
  })

  it('finds nobody when nobody can, or when there are no AEs', () => {
    expect(nextInRotation(aRotation({ lastTurn: EVA }), new Set([EVA, OMAR, TOM]))).toBeUndefined()
    expect(nextInRotation(aRotation({ aes: [] }), nobody)).toBeUndefined()
  })

  it('lets whoever was given a turn back go first, unless they cannot', () => {
    expect(nextInRotation(aRotation({ lastTurn: EVA, owed: [TOM] }), nobody)).toBe(TOM)
    expect(nextInRotation(aRotation({ lastTurn: EVA, owed: [TOM] }), new Set([TOM]))).toBe(OMAR)
    expect(nextInRotation(aRotation({ lastTurn: EVA, owed: [NADIA] }), nobody)).toBe(OMAR)
  })

  it('gives everybody the same number of leads', () => {
    const turns: string[] = []
    for (let lead = 0; lead < 9; lead++)
      turns.push(nextInRotation(aRotation({ lastTurn: turns.at(-1) }), nobody) ?? 'nobody')
    expect(turns).toEqual([EVA, OMAR, TOM, EVA, OMAR, TOM, EVA, OMAR, TOM])
  })
})

describe('who may hand off a lead', () => {
  it('is every full member when the team has no list of SDRs', () => {
    expect(mayHandOff(aPerson({ id: SAM }), aTeam({ sdrs: [] }))).toBeUndefined()
  })

  it('is whoever is on the list when there is one', () => {
    const team = aTeam({ sdrs: [SAM] })
    expect(mayHandOff(aPerson({ id: SAM }), team)).toBeUndefined()
    expect(mayHandOff(aPerson({ id: NADIA }), team)).toEqual({ why: 'not_an_sdr' })
  })

  it.each<Person['kind']>(['guest', 'external', 'bot', 'deactivated'])(
    'is never a %s, not even one who is on the list',
    (kind) => {
      expect(mayHandOff(aPerson({ id: SAM, kind }), aTeam({ sdrs: [SAM] }))).toEqual({ why: kind })
    },
  )
})
