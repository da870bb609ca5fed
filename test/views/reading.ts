import type { ModalView } from '@slack/types'
import { fieldsOf, labelOf, recordsOf } from '../../sandbox/json.ts'
import { blocksText, pingsOf } from '../../sandbox/reading/blocks.ts'
import { mrkdwnText } from '../../sandbox/reading/mrkdwn.ts'
import type { Reader } from '../../sandbox/reading/reader.ts'
import { controlsOf } from '../../sandbox/reading/seen.ts'
import { type Line, type Message, message } from '../../src/views/slack/blocks.ts'
import { nameOf, OFFERED_AT, STOCKHOLM } from '../support/builders.ts'

/** Eva's eyes: her zone, and everybody's name. */
const eva: Reader = { tz: STOCKHOLM, now: OFFERED_AT, nameOf, channelNamed: (id) => id }

type Shown = { blocks: readonly object[] }

/** The lines on the screen, without the controls. */
export const linesOf = ({ blocks }: Shown): string[] => blocksText(recordsOf(blocks), eva).split('\n')

export const shownLines = (lines: Line[]): string[] => linesOf(message(lines))

/** What a notification and a screen reader say. */
export const spokenLines = ({ text }: Message): string[] => mrkdwnText(text, eva).split('\n')

export const buttonsOf = ({ blocks }: Shown): string[] =>
  controlsOf(recordsOf(blocks), eva)
    .filter(({ option }) => !option)
    .map(({ label }) => label)

export const menuOf = ({ blocks }: Shown): string[] =>
  controlsOf(recordsOf(blocks), eva)
    .filter(({ option }) => option)
    .map(({ label }) => label)

/** A message's text as it was before it was escaped; formatting characters are as they were typed. */
export const unescaped = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

/** Who is called by it: user ids, and the names of broadcasts. */
export const pingedBy = ({ text, blocks }: Message): string[] =>
  pingsOf({ text, blocks: recordsOf(blocks), linkNames: false }).sort()

export type ShownForm = {
  title: string
  lines: string[]
  /** `Label`, `Label (optional)`, in their order. */
  labels: string[]
  buttons: string[]
  submit: string
  close: string
}

/** A form as somebody sees it. */
export function formOf(view: ModalView): ShownForm {
  const inputs = recordsOf(view.blocks).filter(({ type }) => type === 'input')
  return {
    title: labelOf(view.title),
    lines: linesOf(view).filter((line) => line !== ''),
    labels: inputs.map(({ label, optional }) => `${labelOf(label)}${optional === true ? ' (optional)' : ''}`),
    buttons: buttonsOf(view),
    submit: labelOf(view.submit),
    close: labelOf(view.close),
  }
}

/** One input of a form, with what it holds. */
export function inputOf(view: ModalView, label: string): Record<string, unknown> {
  const found = recordsOf(view.blocks).find((block) => labelOf(block.label) === label)
  if (!found) throw new Error(`the form has no "${label}"`)
  return fieldsOf(found)
}

/** The words of a menu's entries. */
export const optionsOf = (view: ModalView, label: string): string[] =>
  recordsOf(fieldsOf(inputOf(view, label).element).options).map(({ text }) => labelOf(text))
