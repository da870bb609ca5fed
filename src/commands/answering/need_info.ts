import { answer, ask } from '../../domain/answering/need_info.ts'
import { checkNote } from '../../domain/fields.ts'
import { answerForm, askForm } from '../../views/answering.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Need info**: the AE's question. */
export const askQuestion = leadForm({
  does: 'asked',
  shows: askForm,
  reads: (fields) => checkNote(fields, 'question', true),
  decides: ask,
  refusedAt: 'question',
})

/** **Answer**: the SDR's reply to it. */
export const answerQuestion = leadForm({
  does: 'answered',
  shows: answerForm,
  reads: (fields) => checkNote(fields, 'answer', true),
  decides: answer,
  refusedAt: 'answer',
})
