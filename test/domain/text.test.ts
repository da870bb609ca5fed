import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText, clip, lengthOf } from '../../src/domain/text.ts'

describe('what somebody typed', () => {
  it('is kept as it is, with its lines, markup and emoji', () => {
    const typed = '*60k* <approved> & "signed" 👩🏽‍💻\n\n• by Dana'
    expect(cleanText(typed)).toBe(typed)
  })

  it('loses the blanks around it', () => {
    expect(cleanText('  \n Dana decides \t\n')).toBe('Dana decides')
  })

  it('has the same line ends wherever it was pasted from', () => {
    expect(cleanText('one\r\ntwo\rthree')).toBe('one\ntwo\nthree')
  })

  it('loses characters that turn the text around them back to front', () => {
    expect(cleanText('Acme \u202eproc\u202c')).toBe('Acme proc')
    expect(cleanText('\u2066Acme\u2069')).toBe('Acme')
  })

  it('loses control characters', () => {
    expect(cleanText('Ac\u0000me\u0007\u001b[31m\u007f')).toBe('Acme[31m')
  })

  it('keeps the direction marks of Hebrew and Arabic', () => {
    expect(cleanText('שלום\u200f (Acme)')).toBe('שלום\u200f (Acme)')
  })

  it('becomes one line in a field of one line', () => {
    expect(cleanLine(' Acme\n\tCorp \u00a0 Inc ')).toBe('Acme Corp Inc')
  })
})

describe('cutting', () => {
  it('leaves alone what fits', () => {
    expect(clip('Acme', 4)).toBe('Acme')
  })

  it('says that something is missing', () => {
    expect(clip('Acme Corporation', 8)).toBe('Acme Co…')
  })

  it('leaves no blank before the ellipsis', () => {
    expect(clip('Acme Corporation', 6)).toBe('Acme…')
  })

  it('never cuts an emoji in half', () => {
    expect(clip('🚀🚀🚀🚀', 5)).toBe('🚀🚀…')
    expect(clip('🚀🚀🚀🚀', 6)).toBe('🚀🚀…')
  })

  it('is never longer than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        expect(clip(text, most).length).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('counting', () => {
  it('counts an emoji and an umlaut as one', () => {
    expect(lengthOf('🚀')).toBe(1)
    expect(lengthOf('für 60 €')).toBe(8)
  })
})

it('cleaning again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      expect(cleanText(cleanText(typed))).toBe(cleanText(typed))
      expect(cleanLine(cleanLine(typed))).toBe(cleanLine(typed))
    }),
    { numRuns: 500 },
  )
})
