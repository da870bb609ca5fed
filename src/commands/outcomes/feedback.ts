import { checkFeedback, giveFeedback } from '../../domain/outcomes/feedback.ts'
import { feedbackForm } from '../../views/outcomes.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Give feedback**: what the owner thinks of the handoff. */
export const feedback = leadForm({
  does: 'feedback_given',
  shows: feedbackForm,
  reads: checkFeedback,
  decides: giveFeedback,
  refusedAt: 'feedback',
})
