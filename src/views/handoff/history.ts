import type { ModalView } from '@slack/types'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { clip } from '../../domain/text.ts'
import { actions, bold, button, faint, type Line, modal, rich } from '../slack/blocks.ts'
import { historyLine } from './happenings.ts'

/** The latest, which are what somebody opens it for, and those before them a click away: page 0 is the latest. */
export function historyModal(handoff: Handoff, history: readonly Happening[], page = 0): ModalView {
  const until = Math.max(history.length - page * HISTORY_PAGE, 0)
  const from = Math.max(until - HISTORY_PAGE, 0)
  const shown = history.slice(from, until)
  const turns = [
    ...(from > 0 ? [button('Earlier', 'history_page', String(page + 1))] : []),
    ...(page > 0 ? [button('Later', 'history_page', String(page - 1))] : []),
  ]
  const place = turns.length > 0 ? [[faint(`${from + 1} to ${until} of ${history.length}`)]] : []
  return modal({
    form: 'history',
    title: `${refOf(handoff)} history`,
    close: 'Close',
    about: handoff.id,
    blocks: [
      ...rich([[bold(handoff.prospect.company)], ...place, ...historyLines(handoff, shown, 300)]),
      ...(turns.length > 0 ? [actions('history', turns)] : []),
    ],
  })
}

/** As many as fit into a form with all that was typed. */
const HISTORY_PAGE = 30

export const historyLines = (handoff: Handoff, history: readonly Happening[], most: number): Line[] =>
  history.map((happened) =>
    historyLine(handoff, { ...happened, words: happened.words && clip(happened.words, most) }),
  )
