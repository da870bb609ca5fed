import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Measure } from '../measures.ts'
import { anOffice, type Office } from '../run/office.ts'
import { FRIDAY, slackAt } from '../run/slack.ts'

/** A click on Accept, from the card that was posted to what was committed. */
export async function accept(): Promise<Measure[]> {
  const office = await anOffice(await slackAt(FRIDAY))
  const { eva, sam, card } = peopleIn(office)
  // The first lead makes the product know everybody; what is counted is any later one.
  for (const company of ['Acme Corp', 'Globex']) {
    await fillsIn(sam, company)
    await sam.press('Send handoff')
    await office.settle()
    if (company === 'Acme Corp') await eva.click(card(), 'Accept')
    await office.settle()
  }
  const value = await office.statements(() => eva.click(card(), 'Accept'))
  await office.close()
  return [{ row: 'accept', what: 'statements of a click', unit: '', value, goal: { atMost: 30 } }]
}

/** The last step of the form, for a prospect who was handed off and accepted before. */
export async function send(): Promise<Measure[]> {
  const office = await anOffice(await slackAt(FRIDAY))
  const { eva, sam, card } = peopleIn(office)
  await fillsIn(sam, 'Acme Corp')
  await sam.press('Send handoff')
  await office.settle()
  await eva.click(card(), 'Accept')
  await office.settle()
  await fillsIn(sam, 'Acme Corp')
  const value = await office.statements(() => sam.press('Send handoff'))
  if (sam.modal) throw new Error(`the form did not close: ${JSON.stringify(sam.modal.errors)}`)
  await office.close()
  return [{ row: 'send', what: 'statements, prospect known already', unit: '', value, goal: { atMost: 70 } }]
}

function peopleIn({ slack }: Office) {
  const [ada, eva, sam] = [slack.person('ada'), slack.person('eva'), slack.person('sam')]
  const card = () => {
    const posted = ada.sees(slack.channel('handoffs')).findLast(({ threadTs }) => !threadTs)
    if (!posted) throw new Error('there is no card')
    return posted
  }
  return { eva, sam, card }
}

/** The form up to its last button. Whoever is told that the prospect is known says why they go on. */
async function fillsIn(person: PersonAtWork, company: string): Promise<void> {
  await person.slash('/handoff')
  await person.fill({
    Company: company,
    'Contact name': 'Dana Whitfield',
    'Contact title': 'VP Operations',
    'Contact email': `dana@${company.toLowerCase().replace(' ', '-')}.example`,
    'Account executive': 'Eva Lind',
  })
  await person.press('Next')
  if (person.modal?.labels.includes('Reason')) {
    await person.fill({ Reason: 'This is something new' })
    await person.press('Next')
  }
  await person.fill({
    Budget: 'Confirmed',
    'Budget evidence': '60k approved for Q1, says Dana',
    Authority: 'Pending',
    'Authority evidence': 'Dana decides, CIO still to confirm',
    Timeline: 'Confirmed',
    'Timeline evidence': 'Live by March, contract ends then',
  })
  await person.press('Next')
  await person.fill({
    'Next step': 'Send the security questionnaire',
    'Next step date': '2026-11-24',
    'Intro call': 'Sequential',
  })
}
