import { recordsOf } from '../json.ts'
import { contentOf, fieldsIn } from '../people/choosing.ts'
import type { State } from '../slack/state.ts'
import type { OpenView } from '../slack/views.ts'
import { blocksText } from './blocks.ts'
import { readerFor } from './reader.ts'
import { controlsOf } from './seen.ts'

/** The Home tab as its person sees it. */
export interface SeenHome {
  text: string
  buttons: string[]
  /** What stands in its menus and boxes, by the words beside them. */
  fields: Record<string, string | string[]>
  /** Slack's own line when the app did not answer well. */
  notice: string | undefined
}

export const homeOf = (state: State, open: OpenView): SeenHome => {
  const reader = readerFor(state, open.userId)
  const blocks = recordsOf(open.view.blocks)
  const fields = fieldsIn(blocks, reader)
  return {
    text: blocksText(blocks, reader),
    buttons: controlsOf(blocks, reader).map(({ label }) => label),
    fields: Object.fromEntries(fields.map((field) => [field.label, contentOf(open, field, reader)])),
    notice: open.notice,
  }
}
