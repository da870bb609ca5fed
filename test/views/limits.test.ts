import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { charactersIn, checkMessageBlocks, checkView } from '../../sandbox/blocks/message.ts'
import { LONGEST } from '../../src/domain/fields.ts'
import { checkWho } from '../../src/domain/offering/steps.ts'
import { cleanLine, cleanText, clip } from '../../src/domain/text.ts'
import { declineForm } from '../../src/views/answering.ts'
import { brief } from '../../src/views/handoff/brief.ts'
import { card } from '../../src/views/handoff/card.ts'
import { threadMessage } from '../../src/views/handoff/happenings.ts'
import { whoStep } from '../../src/views/offering/who.ts'
import { aHandoff, aHappening, EVA, nameOf, OFFERED_AT, SAM, TOM } from '../support/builders.ts'
import { linesOf, pingedBy, unescaped } from './reading.ts'
import { type Samples, samplesWith, type Writer } from './samples.ts'

/** Slack's `chat.update` refuses a longer text. */
const LONGEST_TEXT = 4000

/** Slack publishes no figure for `msg_blocks_too_long`; messages were refused a little above this one. */
const LONGEST_BLOCKS = 13_200

const LONGEST_VIEW = 250_000

/** The same words again and again, to exactly that length, with no emoji cut in half and no blank at the end. */
const repeating =
  (words: string): Writer =>
  (length) => {
    let text = ''
    for (const letter of words.repeat(Math.ceil(length / words.length)))
      if (text.length + letter.length <= length) text += letter
    return text.trimEnd().padEnd(length, 'x')
  }

const letters = repeating('x')

const HOSTILE = '<!channel> <@U0TOM> <!subteam^S1|@all> <https://evil.example|acme.com> @here *_~ & "` '

const WRITERS: [name: string, write: Writer][] = [
  ['letters', letters],
  ['words', repeating('Dana decides, says the CIO. ')],
  ['characters that grow when they are escaped', repeating('&')],
  ['characters that grow in a link', repeating('株式会社')],
  ['markup and mentions', repeating(HOSTILE)],
  ['Hebrew with direction marks', repeating('שלום \u200f(Acme)\u200e ')],
  ['lines', repeating('one\ntwo\n\n• three ')],
  ['rockets', repeating('🚀')],
  ['families', repeating('👩‍👩‍👧‍👦')],
]

const made = new Map<Writer, Samples>()

const samplesOf = (write: Writer): Samples => {
  const samples = made.get(write) ?? samplesWith(write)
  made.set(write, samples)
  return samples
}

/** What Slack would say, once for all messages of which it says the same. */
function summary(problems: [name: string, found: string[]][]): string[] {
  const names = new Map<string, string[]>()
  for (const [name, found] of problems)
    for (const problem of new Set(found.map((one) => one.replace(/\/\d+/g, '/*'))))
      names.set(problem, [...(names.get(problem) ?? []), name])
  return [...names].map(([problem, where]) => `${problem} in ${where.join('; ')}`)
}

const messageProblems = ({ messages }: Samples): string[] =>
  summary(Object.entries(messages).map(([name, { blocks }]) => [name, checkMessageBlocks(blocks)]))

const formProblems = ({ forms }: Samples): string[] =>
  summary(Object.entries(forms).map(([name, view]) => [name, checkView(view)]))

describe('no message is longer than Slack takes', () => {
  const tooLong = (name: string, samples: Samples) =>
    Object.entries(samples.messages)
      .map(([what, { blocks }]) => ({ what, characters: charactersIn(blocks) }))
      .filter(({ characters }) => characters > LONGEST_BLOCKS)
      .map(({ what, characters }) => `${what}, full of ${name}: ${characters}`)

  it('with three criteria', () => {
    const found = WRITERS.flatMap(([name, write]) => tooLong(name, samplesWith(write, 3)))
    expect(found).toEqual([])
  })

  it('with twenty criteria', () => {
    const found = WRITERS.flatMap(([name, write]) => tooLong(name, samplesOf(write)))
    expect(found).toEqual([])
  })
})

describe.each(WRITERS)('with fields full of %s', (_name, write) => {
  const { messages, forms } = samplesOf(write)

  it('every message and every form is one that Slack takes', () => {
    expect(messageProblems(samplesOf(write))).toEqual([])
    expect(formProblems(samplesOf(write))).toEqual([])
  })

  it('the text of every message says something and can be edited', () => {
    const wrong = Object.entries(messages).filter(
      ([, { text }]) => text.trim() === '' || text.length > LONGEST_TEXT,
    )
    expect(wrong.map(([name, { text }]) => `${name}: ${text.length}`)).toEqual([])
  })

  it('no form is bigger than Slack takes', () => {
    const big = Object.entries(forms).filter(([, view]) => JSON.stringify(view).length > LONGEST_VIEW)
    expect(big.map(([name]) => name)).toEqual([])
  })

  it('every message calls exactly those whom it calls when nothing special is typed', () => {
    const usual = samplesOf(letters).messages
    const called = (all: typeof messages) =>
      Object.fromEntries(Object.entries(all).map(([name, one]) => [name, pingedBy(one)]))
    expect(called(messages)).toEqual(called(usual))
  })
})

it.each(WRITERS)(
  'a draft full of %s fits back into its form, or the domain says that it is too long',
  (_name, write) => {
    for (const length of [LONGEST.line, 2 * LONGEST.line]) {
      const fields = { company: write(length), contact: 'Dana Whitfield' }
      const fits = checkView(whoStep('d-1', fields, { begun: true })).length === 0
      expect([length, fits]).toEqual([length, checkWho(fields).ok])
    }
  },
)

describe('whatever somebody types', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<!channel>',
      '<!here|here>',
      '<@U0TOM>',
      '<!subteam^S123|@sales>',
      '<https://evil.example|acme.com>',
      '<!date^1^{date}|now>',
      '@channel',
      '&lt;@U0TOM&gt;',
      '&amp;',
      '*bold*',
      '_it_',
      '~no~',
      '`code`',
      '```',
      '> quoted',
      ':tada:',
      '👩‍👩‍👧‍👦',
      '\u200fשלום',
      '\n',
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const typed = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  const line = typed.map((text) => cleanLine(text) || 'Acme')
  const lines = typed.map((text) => cleanText(text) || 'said so')

  const filled = fc.record({
    company: line,
    contact: line,
    title: line,
    email: line,
    evidence: lines,
    nextStep: line,
    promised: lines,
    landed: lines,
    avoid: lines,
    words: lines,
  })

  const handoffOf = ({ evidence, nextStep, promised, landed, avoid, words, ...prospect }: Filled) =>
    aHandoff({
      prospect,
      brief: {
        answers: [{ key: 'budget', state: 'confirmed', evidence }],
        nextStep,
        promised,
        landed,
        avoid,
        additions: [{ by: SAM, at: OFFERED_AT, words }],
      },
    })
  type Filled = typeof filled extends fc.Arbitrary<infer T> ? T : never

  it('the brief shows it exactly as it was typed, and calls only the SDR', () => {
    fc.assert(
      fc.property(filled, (what) => {
        const shown = linesOf(brief(handoffOf(what))).join('\n')
        expect(Object.entries(what).filter(([, text]) => !shown.includes(text))).toEqual([])
        expect(pingedBy(brief(handoffOf(what)))).toEqual([SAM])
      }),
    )
  })

  it('the card shows it, cut where it is long, on one line, and calls only the AE and the SDR', () => {
    fc.assert(
      fc.property(filled, (what) => {
        const one = card(handoffOf(what), OFFERED_AT, 'channel')
        const shown = linesOf(one).join('\n')
        expect(shown).toContain(clip(what.company, 80))
        expect(shown).toContain(clip(what.contact, 60))
        expect(shown).toContain(clip(what.title, 60))
        expect(shown).toContain(clip(what.evidence.replace(/\s+/g, ' '), 90))
        expect(shown).toContain(clip(what.nextStep, 100))
        expect(unescaped(one.text)).toContain(clip(what.company, 80))
        expect(pingedBy(one)).toEqual([EVA, SAM])
      }),
    )
  })

  it('the thread shows it exactly as it was typed, and calls only whom it answers', () => {
    fc.assert(
      fc.property(lines, (words) => {
        const happened = aHappening({ action: 'declined', to: 'declined', code: 'other', words })
        const told = threadMessage(aHandoff(), happened, nameOf)
        expect(linesOf(told).join('\n')).toContain(words)
        expect(unescaped(told.text)).toContain(words)
        expect(pingedBy(told)).toEqual([SAM])
      }),
    )
  })

  it('a form about it shows it exactly as it was typed', () => {
    fc.assert(
      fc.property(line, (company) => {
        const form = declineForm(aHandoff({ prospect: { company } }))
        expect(linesOf(form)[0]).toBe(
          `${company} · Dana Whitfield · for @${nameOf(EVA)}, from @${nameOf(SAM)}`,
        )
        expect(checkView(form)).toEqual([])
      }),
    )
  })

  it('somebody who is only typed about is never called', () => {
    const hostile = repeating(HOSTILE)(150)
    expect(pingedBy(card(aHandoff({ prospect: { company: hostile } }), OFFERED_AT, 'dm'))).not.toContain(TOM)
  })
})
