import { checkRecycleDate, defaultRecycleDate, recycle } from '../../domain/answering/recycle.ts'
import { recycleForm } from '../../views/answering.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Recycle**: puts a lead aside until a day in the zone of whoever says so. */
export const recycleLead = leadForm({
  does: 'recycled',
  shows: (handoff, { now, zone }) => recycleForm(handoff, defaultRecycleDate(now, zone)),
  reads: (fields, { now, zone }) => checkRecycleDate(fields, now, zone),
  decides: recycle,
  refusedAt: 'until',
})
