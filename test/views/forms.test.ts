import { describe, expect, it } from 'vitest'
import { recordsOf } from '../../sandbox/json.ts'
import type { Fields } from '../../src/domain/fields.ts'
import {
  answerForm,
  askForm,
  declineForm,
  informationForm,
  recycleForm,
  reofferForm,
  withdrawForm,
} from '../../src/views/answering.ts'
import { brokenForm, deadForm } from '../../src/views/offering/form.ts'
import { handoverStep } from '../../src/views/offering/handover.ts'
import { qualificationStep } from '../../src/views/offering/qualification.ts'
import { whoStep } from '../../src/views/offering/who.ts'
import { preferencesForm } from '../../src/views/people/preferences.ts'
import { aCalendar, aHandoff, aPerson, at, EVA, handoffIn, someRules } from '../support/builders.ts'
import { formOf, inputOf, optionsOf } from './reading.ts'

const ACME: Fields = { company: 'Acme Corp', contact: 'Dana Whitfield' }

describe('step 1, who', () => {
  it('asks for the prospect and the AE', () => {
    expect(formOf(whoStep('d-1', {}, { begun: false }))).toEqual({
      title: 'New handoff',
      lines: [],
      labels: [
        'Company',
        'Contact name',
        'Contact email (optional)',
        'Contact title (optional)',
        'CRM link (optional)',
        'Account executive (optional)',
      ],
      buttons: [],
      submit: 'Next',
      close: 'Cancel',
    })
  })

  it('says that it goes on with an earlier one, which can be thrown away', () => {
    const form = formOf(whoStep('d-1', { company: 'Acme Corp' }, { begun: true }))
    expect(form.lines).toEqual(['This is the handoff you began earlier.'])
    expect(form.buttons).toEqual(['Discard draft'])
  })

  it('holds what was typed before, and leaves empty what was not', () => {
    const form = whoStep('d-1', { company: 'Acme Corp', ae: EVA, email: null }, { begun: true })
    expect(inputOf(form, 'Company').element).toEqual({
      type: 'plain_text_input',
      action_id: 'company',
      multiline: false,
      max_length: 150,
      initial_value: 'Acme Corp',
    })
    expect(inputOf(form, 'Contact email').element).not.toHaveProperty('initial_value')
    expect(inputOf(form, 'Account executive').element).toMatchObject({ initial_user: EVA })
  })

  it('is another form for another draft: what Slack remembers of the first is not put into the second', () => {
    const [first, second] = ['d-1', 'd-2'].map((draft) =>
      inputOf(whoStep(draft, {}, { begun: false }), 'Company'),
    )
    expect(first).toMatchObject({ block_id: 'company:d-1', element: { action_id: 'company' } })
    expect(second).toMatchObject({ block_id: 'company:d-2', element: { action_id: 'company' } })
  })

  it('comes back with the draft it belongs to', () => {
    expect(whoStep('d-1', {}, { begun: false })).toMatchObject({
      private_metadata: 'd-1',
      callback_id: 'send_who',
    })
  })
})

describe('step 2, the qualification', () => {
  it('asks for the state and the evidence of each criterion', () => {
    expect(formOf(qualificationStep('d-1', ACME, someRules()))).toEqual({
      title: 'Qualification',
      lines: ['Acme Corp · Dana Whitfield'],
      labels: [
        'Budget',
        'Budget evidence',
        'Authority',
        'Authority evidence',
        'Timeline',
        'Timeline evidence',
        'Exception reason (optional)',
      ],
      buttons: ['Back', 'Discard draft'],
      submit: 'Next',
      close: 'Cancel',
    })
  })

  it('offers three states and says what counts as evidence', () => {
    const form = qualificationStep('d-1', { 'state-budget': 'pending' }, someRules())
    expect(optionsOf(form, 'Budget')).toEqual(['Confirmed', 'Pending', 'Unknown'])
    expect(inputOf(form, 'Budget')).toMatchObject({
      hint: { text: 'Is there money for this, how much, and who said so?' },
      element: { initial_option: { text: { text: 'Pending' }, value: 'pending' } },
    })
    expect(inputOf(form, 'Budget evidence')).toMatchObject({
      hint: { text: 'Who said what, when: at least 20 characters.' },
      element: { multiline: true, max_length: 1000 },
    })
  })

  it('does not insist on evidence of a criterion that is not required', () => {
    const criteria = [{ key: 'fit', name: 'Fit', hint: 'Do they fit?', required: false }]
    const form = formOf(qualificationStep('d-1', {}, someRules({ framework: { name: 'Ours', criteria } })))
    expect(form.labels).toEqual(['Fit (optional)', 'Fit evidence (optional)', 'Exception reason (optional)'])
  })
})

describe('step 3, the handover', () => {
  const route = { ae: EVA, inRotation: true, acceptDue: at('Mon 23 Nov 17:02'), zone: 'America/New_York' }
  const step = (fields: Fields = {}, notice?: string) =>
    handoverStep('d-1', { ...ACME, ...fields }, route, notice)

  it('asks what happens next and says who gets the lead and until when they answer', () => {
    expect(formOf(step())).toEqual({
      title: 'Handover',
      lines: [
        'Acme Corp · Dana Whitfield',
        'Goes to @Eva Lind, next in the rotation. They answer by Mon 23 Nov, 11:02 (your time).',
      ],
      labels: [
        'Next step',
        'Next step date',
        'Intro call',
        'First meeting (optional)',
        'What was promised (optional)',
        'What landed (optional)',
        'What to avoid (optional)',
      ],
      buttons: ['Back', 'Discard draft'],
      submit: 'Send handoff',
      close: 'Cancel',
    })
    expect(optionsOf(step(), 'Intro call')).toEqual(['Live now', 'Scheduled', 'Sequential', 'Not possible'])
    expect(optionsOf(step(), 'First meeting')).toEqual(['SDR joins first meeting'])
  })

  it('asks when, for a scheduled intro call', () => {
    const form = step({ intro: 'scheduled', intro_at: '1795528800' })
    expect(formOf(form).labels.slice(2, 4)).toEqual(['Intro call', 'Intro call time'])
    expect(inputOf(form, 'Intro call time').element).toMatchObject({ initial_date_time: 1795528800 })
  })

  it('asks why, for an intro call that is not possible', () => {
    expect(formOf(step({ intro: 'not_possible' })).labels.slice(2, 4)).toEqual(['Intro call', 'Reason'])
  })

  it('asks nothing more for the other kinds', () => {
    expect(formOf(step({ intro: 'live_now' })).labels).toEqual(formOf(step()).labels)
  })

  it('does not claim that an AE who was picked is next in the rotation', () => {
    const picked = handoverStep('d-1', ACME, { ...route, inRotation: false })
    expect(formOf(picked).lines).toEqual([
      'Acme Corp · Dana Whitfield',
      'Goes to @Eva Lind. They answer by Mon 23 Nov, 11:02 (your time).',
    ])
  })

  it('says above its fields what stopped it', () => {
    expect(formOf(step({}, 'Say when the intro call is.')).lines[1]).toBe('Say when the intro call is.')
  })

  it('remembers that the SDR joins', () => {
    expect(inputOf(step({ sdr_joins: 'yes' }), 'First meeting').element).toMatchObject({
      initial_options: [{ value: 'yes' }],
    })
    expect(inputOf(step({ sdr_joins: '' }), 'First meeting').element).not.toHaveProperty('initial_options')
  })
})

describe('the forms behind the buttons of a card', () => {
  const about = 'Acme Corp · Dana Whitfield · for @Eva Lind, from @Sam Reyes'

  it('Decline asks for a reason, and a comment when there is more to say', () => {
    const form = declineForm(aHandoff())
    expect(formOf(form)).toEqual({
      title: 'Decline H-42',
      lines: [about],
      labels: ['Reason', 'Comment (optional)'],
      buttons: [],
      submit: 'Decline',
      close: 'Cancel',
    })
    expect(optionsOf(form, 'Reason')).toEqual([
      'No budget',
      'Wrong title',
      'No authority',
      'Bad timing',
      'Not our ICP',
      'Duplicate',
      'Wrong territory',
      'No capacity',
      'Not qualified enough',
      'Other',
    ])
  })

  it('Need info asks for the question', () => {
    expect(formOf(askForm(aHandoff()))).toEqual({
      title: 'Ask about H-42',
      lines: [about],
      labels: ['Question'],
      buttons: [],
      submit: 'Ask',
      close: 'Cancel',
    })
  })

  it('Answer shows what was asked', () => {
    expect(formOf(answerForm(handoffIn('info_needed')))).toEqual({
      title: 'Answer on H-42',
      lines: ['@Eva Lind asks: Who signs?'],
      labels: ['Answer'],
      buttons: [],
      submit: 'Answer',
      close: 'Cancel',
    })
  })

  it('Re-offer asks for the next AE', () => {
    expect(formOf(reofferForm(handoffIn('declined')))).toEqual({
      title: 'Re-offer H-42',
      lines: [about],
      labels: ['Account executive (optional)'],
      buttons: [],
      submit: 'Re-offer',
      close: 'Cancel',
    })
  })

  it('Add information asks what is new', () => {
    expect(formOf(informationForm(handoffIn('declined')))).toEqual({
      title: 'Add to H-42',
      lines: [about],
      labels: ['What is new'],
      buttons: [],
      submit: 'Add information',
      close: 'Cancel',
    })
  })

  it('Recycle proposes a date', () => {
    const form = recycleForm(handoffIn('declined'), '2027-01-19')
    expect(formOf(form)).toEqual({
      title: 'Recycle H-42',
      lines: [about],
      labels: ['Until'],
      buttons: [],
      submit: 'Recycle',
      close: 'Cancel',
    })
    expect(inputOf(form, 'Until').element).toEqual({
      type: 'datepicker',
      action_id: 'until',
      initial_date: '2027-01-19',
    })
  })

  it('Withdraw says what it does and how to get out of it', () => {
    expect(formOf(withdrawForm(aHandoff()))).toEqual({
      title: 'Withdraw H-42',
      lines: [about, 'It is closed and nobody needs to act on it. You can undo this for ten minutes.'],
      labels: [],
      buttons: [],
      submit: 'Withdraw',
      close: 'Keep it',
    })
  })

  it('all come back with the handoff they are about, and nothing else', () => {
    const { id } = aHandoff()
    const forms = [
      declineForm(aHandoff()),
      askForm(aHandoff()),
      answerForm(handoffIn('info_needed')),
      reofferForm(handoffIn('declined')),
      informationForm(handoffIn('declined')),
      recycleForm(handoffIn('declined'), '2027-01-19'),
      withdrawForm(aHandoff()),
    ]
    expect(forms.map(({ private_metadata }) => private_metadata)).toEqual(forms.map(() => id))
  })
})

const PREFS = { leads: false, isSelf: true, leave: undefined, holidayLists: [] }

describe('preferences', () => {
  const hours = aCalendar({ days: [0, 1, 2, 3, 4], from: '08:30', to: '17:00', zone: 'Africa/Cairo' })
  const form = preferencesForm(aPerson({ wantsDms: true, calendar: hours }), PREFS)

  it('are messages, days and hours', () => {
    expect(formOf(form)).toEqual({
      title: 'Your preferences',
      lines: ['Times are in Africa/Cairo, as in the Slack profile. They hold for new handoffs.'],
      labels: [
        'Messages (optional)',
        'Working days',
        'From',
        'To',
        'Preferred handover (optional)',
        'On leave from (optional)',
        'On leave until (optional)',
        'Cover (optional)',
        'Rotation (optional)',
      ],
      buttons: [],
      submit: 'Save',
      close: 'Cancel',
    })
  })

  it('begin with what is set', () => {
    expect(inputOf(form, 'Messages').element).toMatchObject({ initial_options: [{ value: 'yes' }] })
    expect(inputOf(form, 'Working days').element).toMatchObject({
      initial_options: [
        { text: { text: 'Monday' } },
        { text: { text: 'Tuesday' } },
        { text: { text: 'Wednesday' } },
        { text: { text: 'Thursday' } },
        { text: { text: 'Sunday' }, value: '0' },
      ],
    })
    expect(inputOf(form, 'From').element).toMatchObject({ initial_time: '08:30' })
    expect(inputOf(form, 'To').element).toMatchObject({ initial_time: '17:00' })
  })

  it('have nothing ticked for somebody who switched messages off', () => {
    const off = preferencesForm(aPerson({ wantsDms: false }), PREFS)
    expect(inputOf(off, 'Messages').element).not.toHaveProperty('initial_options')
  })
})

it('a draft is not thrown away by accident', () => {
  const [back, discard] = recordsOf(
    recordsOf(qualificationStep('d-1', ACME, someRules()).blocks).at(-1)?.elements,
  )
  expect(back).toMatchObject({ action_id: 'send_back', value: 'd-1' })
  expect(discard).toMatchObject({
    action_id: 'discard_draft',
    confirm: {
      title: { text: 'Discard this draft?' },
      confirm: { text: 'Discard' },
      deny: { text: 'Keep it' },
    },
  })
})

it('a form that cannot go on says why', () => {
  expect(formOf(deadForm('This handoff was sent already.'))).toEqual({
    title: 'New handoff',
    lines: ['This handoff was sent already.'],
    labels: [],
    buttons: [],
    submit: '',
    close: 'Close',
  })
})

it('a form that broke says that nothing is lost, with a reference', () => {
  expect(formOf(brokenForm('1f2e3d4c'))).toEqual({
    title: 'That did not work',
    lines: [
      'Something went wrong on our side and nothing was sent.',
      'What you typed is kept: /handoff opens it again.',
      'If it happens again, tell whoever runs Handoff this reference: 1f2e3d4c',
    ],
    labels: [],
    buttons: [],
    submit: '',
    close: 'Close',
  })
})
