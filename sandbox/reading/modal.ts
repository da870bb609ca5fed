import { labelOf, recordsOf, textOf } from '../json.ts'
import { contentOf, fieldsIn } from '../people/choosing.ts'
import type { State } from '../slack/state.ts'
import { type OpenView, titleOf } from '../slack/views.ts'
import { blocksText } from './blocks.ts'
import { readerFor } from './reader.ts'
import { controlsOf } from './seen.ts'

/** The modal on top, as the person before it sees it. */
export interface SeenModal {
  title: string
  submit: string | undefined
  close: string
  /** Everything there is to read between the fields. */
  text: string
  labels: string[]
  optional: string[]
  fields: Record<string, string | string[]>
  hints: Record<string, string>
  errors: Record<string, string>
  buttons: string[]
  /** Slack's own line when the app did not answer well. */
  notice: string | undefined
  busy: boolean
  depth: number
}

export const modalOf = (state: State, open: OpenView): SeenModal => {
  const reader = readerFor(state, open.userId)
  const blocks = recordsOf(open.view.blocks)
  const fields = fieldsIn(blocks, reader)
  const hints = blocks.filter(({ hint }) => hint !== undefined)
  const labelled = new Map(fields.map(({ block, label }) => [textOf(block.block_id), label]))
  const submit = labelOf(open.view.submit)
  return {
    title: titleOf(open),
    submit: submit === '' ? undefined : submit,
    close: labelOf(open.view.close) || (submit === '' ? 'Close' : 'Cancel'),
    text: blocksText(blocks, reader),
    labels: fields.map(({ label }) => label),
    optional: fields.filter(({ block }) => block.optional === true).map(({ label }) => label),
    fields: Object.fromEntries(fields.map((field) => [field.label, contentOf(open, field, reader)])),
    hints: Object.fromEntries(hints.map((block) => [labelOf(block.label), labelOf(block.hint)])),
    errors: Object.fromEntries([...open.errors].map(([id, message]) => [labelled.get(id) ?? id, message])),
    buttons: controlsOf(blocks, reader).map(({ label }) => label),
    notice: open.notice,
    busy: open.busy,
    depth: state.modalsOf(open.userId).length,
  }
}
