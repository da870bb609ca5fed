import { checkNextStep, updateNextStep } from '../../domain/owning/next_step.ts'
import { nextStepForm } from '../../views/owning/next_step.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Update next step**. */
export const nextStep = leadForm({
  does: 'next_step_updated',
  shows: nextStepForm,
  reads: (fields, { now, zone }) => checkNextStep(fields, now, zone),
  decides: updateNextStep,
  refusedAt: 'next_step',
})
