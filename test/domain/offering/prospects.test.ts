import { describe, expect, it } from 'vitest'
import { keysOf } from '../../../src/domain/offering/prospects.ts'
import { aProspect } from '../../support/builders.ts'

const companyKey = (company: string) => keysOf(aProspect({ company })).companyKey

describe('the same prospect', () => {
  it('is known by the email address, however it is written', () => {
    expect(keysOf(aProspect({ email: 'Dana.Whitfield@ACME.example' }))).toEqual({
      emailKey: 'dana.whitfield@acme.example',
      domainKey: 'acme.example',
      companyKey: 'acme',
      contactKey: 'dana whitfield',
    })
  })

  it('is known by the company alone when there is no address', () => {
    expect(keysOf(aProspect({ company: 'Acme Corp', email: undefined }))).toEqual({
      emailKey: null,
      domainKey: null,
      companyKey: 'acme',
      contactKey: 'dana whitfield',
    })
  })

  it.each(['dana@gmail.com', 'dana@GMAIL.com', 'dana@web.de', 'dana@163.com'])(
    'is not known by the domain of a free mailbox: %s',
    (email) => {
      const keys = keysOf(aProspect({ email }))
      expect(keys.domainKey).toBeNull()
      expect(keys.emailKey).toBe(email.toLowerCase())
    },
  )
})

describe('a company name', () => {
  it.each([
    ['Acme, Inc.', 'acme'],
    ['ACME', 'acme'],
    ['Acme  Corp', 'acme'],
    ['acme GmbH', 'acme'],
    ['Globex Holding AG', 'globex holding'],
    ["Wendy's", 'wendys'],
    ['Ａｃｍｅ', 'acme'],
    ['株式会社アクメ', '株式会社アクメ'],
  ])('%s is looked for as "%s"', (name, key) => {
    expect(companyKey(name)).toBe(key)
  })

  it('that is nothing but a legal form stays as it is', () => {
    expect(companyKey('SA')).toBe('sa')
    expect(companyKey('The Limited')).toBe('the')
  })

  it('that only begins like another is another company', () => {
    expect(companyKey('Acme Incense')).toBe('acme incense')
    expect(companyKey('Agora')).toBe('agora')
  })
})
