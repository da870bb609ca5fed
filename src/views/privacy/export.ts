import type { ModalView } from '@slack/types'
import type { LocalDate } from '../../domain/time/calendar.ts'
import { modal, option, rich } from '../slack/blocks.ts'
import { chosen, dated } from '../slack/inputs.ts'

const KINDS: Record<string, string> = {
  handoffs: 'Handoffs, with their prospects',
  offers: 'Offers and their answers',
  touches: 'Touches',
  meetings: 'Meetings and who was there',
  history: 'History, every action',
  gate_blocks: 'Drafts that the gate stopped',
  settings: 'Changes of settings',
  credits: 'Credits, line by line',
  scorecard: 'AE scorecard by quarter',
}

export function exportForm(from: LocalDate, until: LocalDate): ModalView {
  return modal({
    form: 'export',
    title: 'Export',
    submit: 'Send it to me',
    blocks: [
      chosen(
        { name: 'what', label: 'What' },
        {},
        Object.entries(KINDS).map(([kind, label]) => option(label, kind)),
        'Which table?',
      ),
      dated({ name: 'from', label: 'From' }, { from }),
      dated({ name: 'until', label: 'Until' }, { until }),
      ...rich([['The file comes to you alone. Times in it are UTC.']]),
    ],
  })
}
