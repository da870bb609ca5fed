import { describe, expect, test } from 'vitest'
import { checkMessageBlocks, checkView } from '../../sandbox/blocks/message.ts'

const plain = (text: string) => ({ type: 'plain_text', text })

const option = (text: string, value = text) => ({ text: plain(text), value })

const button = (more: object = {}) => ({ type: 'button', action_id: 'go', text: plain('Go'), ...more })

const actions = (...elements: object[]) => ({ type: 'actions', elements })

const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
})

const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
})

const select = (more: object = {}) => ({
  type: 'static_select',
  action_id: 'pick',
  options: [option('A'), option('B')],
  ...more,
})

const text = { type: 'plain_text_input', action_id: 'value' }

const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks,
  ...more,
})

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('a message is refused when', () => {
  test.each<[string, object[], string]>([
    [
      'a text is empty',
      [{ type: 'section', text: plain('') }],
      'more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a section says nothing', [{ type: 'section' }], 'either text or fields'],
    ['a text is too long', [{ type: 'section', text: plain('x'.repeat(3001)) }], 'less than 3001'],
    [
      'a field is too long',
      [{ type: 'section', fields: [plain('x'.repeat(2001))] }],
      '/blocks/0/fields/0/text',
    ],
    [
      'a header has markup',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'unsupported type: mrkdwn',
    ],
    ['a header is too long', [{ type: 'header', text: plain('x'.repeat(151)) }], 'less than 151'],
    ['there are 51 blocks', numbers(51).map(() => ({ type: 'divider' })), 'no more than 50 items'],
    [
      'two blocks share an id',
      numbers(2).map(() => ({ type: 'divider', block_id: 'same' })),
      'already exists',
    ],
    ['two actions of a block share an id', [actions(button(), button())], 'already exists in this block'],
    [
      'a button has an unknown field',
      [actions(button({ colour: 'red' }))],
      'invalid additional property: colour',
    ],
    ['a button has a long text', [actions(button({ text: plain('x'.repeat(76)) }))], 'less than 76'],
    ['a button has a long value', [actions(button({ value: 'x'.repeat(2001) }))], 'less than 2001'],
    [
      'there are 26 actions',
      [actions(...numbers(26).map((n) => button({ action_id: `${n}` })))],
      'no more than 25',
    ],
    [
      'two buttons are primary',
      [actions(button({ style: 'primary' }), button({ style: 'primary', action_id: 'other' }))],
      'one primary',
    ],
    [
      'a confirm dialog lacks a part',
      [actions(button({ confirm: { title: plain('Sure?') } }))],
      'missing required field: text',
    ],
    [
      'an overflow has six entries',
      [actions({ type: 'overflow', options: numbers(6).map((n) => option(`${n}`)) })],
      'no more than 5',
    ],
    [
      'a preselected option is not offered',
      [actions(select({ initial_option: option('A', 'a') }))],
      'must exactly match',
    ],
    [
      'a context has eleven elements',
      [{ type: 'context', elements: numbers(11).map(() => plain('x')) }],
      'no more than 10',
    ],
    ['an input stands in a message', [input(text)], 'not available in a message'],
    ['a rich text is empty', [rich({ type: 'text', text: '' })], 'more than 0 characters'],
    [
      'a rich date has no moment',
      [rich({ type: 'date', format: '{date}' })],
      'missing required field: timestamp',
    ],
    ['a rich date has no token', [rich({ type: 'date', timestamp: 1, format: 'today' })], 'failed to match'],
    ['a mentioned user is no id', [rich({ type: 'user', user_id: 'eva' })], 'failed to match'],
    [
      'a chart has a series that does not fit',
      [chartOf([{ label: 'Mon', value: 1 }])],
      'exactly one point per category',
    ],
    [
      'an image has two sources',
      [{ type: 'image', alt_text: 'x', image_url: 'https://x.y', slack_file: { id: 'F1' } }],
      'either image_url',
    ],
    [
      'there are two tables',
      numbers(2).map(() => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
      'no more than 1 table',
    ],
    ['a block is of no kind', [{ type: 'sectoin' }], 'unsupported type: sectoin'],
  ])('%s', (_why, blocks, message) => {
    expect(checkMessageBlocks(blocks).join('\n')).toContain(message)
  })
})

function chartOf(data: object[]) {
  const chart = {
    type: 'line',
    series: [{ name: 'Held', data }],
    axis_config: { categories: ['Mon', 'Tue'] },
  }
  return { type: 'data_visualization', title: 'Week', chart }
}

describe('a view is refused when', () => {
  test.each<[string, object, string]>([
    ['its title is too long', modal([input(text)], { title: plain('x'.repeat(25)) }), '/view/title/text'],
    [
      'it has inputs and no submit',
      modal([input(text)], { submit: undefined }),
      'missing required field: submit',
    ],
    [
      'its metadata is too long',
      modal([input(text)], { private_metadata: 'x'.repeat(3001) }),
      'less than 3001',
    ],
    ['it has 101 blocks', modal(numbers(101).map(() => ({ type: 'divider' }))), 'no more than 100 items'],
    ['an input has an element that is none', modal([input(button())]), 'unsupported type: button'],
    [
      'a label has markup',
      modal([input(text, { label: { type: 'mrkdwn', text: 'x' } })]),
      'unsupported type: mrkdwn',
    ],
    [
      'a placeholder is too long',
      modal([input({ ...text, placeholder: plain('x'.repeat(151)) })]),
      'less than 151',
    ],
    [
      'a prefilled text does not fit',
      modal([input({ ...text, max_length: 3, initial_value: 'four' })]),
      'max_length',
    ],
    ['a number does not say about decimals', modal([input({ type: 'number_input' })]), 'is_decimal_allowed'],
    [
      'a menu has no options',
      modal([input({ type: 'static_select', action_id: 'a' })]),
      'options or option_groups',
    ],
    [
      'a menu has 101 options',
      modal([input(select({ options: numbers(101).map((n) => option(`${n}`)) }))]),
      'no more than 100',
    ],
    [
      'eleven boxes can be ticked',
      modal([input({ type: 'checkboxes', options: numbers(11).map((n) => option(`${n}`)) })]),
      'no more than 10',
    ],
    ['a date is none', modal([input({ type: 'datepicker', initial_date: '2026-13-01' })]), 'failed to match'],
    [
      'two fields want the focus',
      modal(numbers(2).map((n) => input({ ...text, focus_on_load: true }, { block_id: `${n}` }))),
      'focus_on_load',
    ],
    ['a chart stands in it', modal([chartOf([])]), 'not available in a modal'],
    [
      'a Home tab has a title',
      { type: 'home', title: plain('x'), blocks: [] },
      'invalid additional property: title',
    ],
    [
      'a Home tab asks for a moment',
      { type: 'home', blocks: [input({ type: 'datetimepicker' })] },
      'not available in a home',
    ],
  ])('%s', (_why, view, message) => {
    expect(checkView(JSON.parse(JSON.stringify(view))).join('\n')).toContain(message)
  })
})

test('a message that uses much of what there is passes', () => {
  const blocks = [
    { type: 'header', text: plain('Acme') },
    { type: 'section', text: { type: 'mrkdwn', text: '*x*', verbatim: true }, accessory: button() },
    {
      type: 'context',
      elements: [plain('by Sam'), { type: 'image', image_url: 'https://x.y/z.png', alt_text: 'z' }],
    },
    rich(
      { type: 'text', text: 'For ', style: { bold: true } },
      { type: 'user', user_id: 'U0123456789' },
      { type: 'date', timestamp: 1_763_676_120, format: '{date_short} at {time}', fallback: 'soon' },
      { type: 'emoji', name: 'tada' },
      { type: 'link', url: 'https://crm.example.com/1', text: 'CRM' },
    ),
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
        },
      ],
    },
    actions(
      button({
        style: 'primary',
        confirm: { title: plain('?'), text: plain('?'), confirm: plain('Y'), deny: plain('N') },
      }),
      { type: 'overflow', action_id: 'more', options: [option('History')] },
    ),
    chartOf([
      { label: 'Mon', value: 1 },
      { label: 'Tue', value: -2 },
    ]),
  ]
  expect(checkMessageBlocks(blocks)).toEqual([])
})

const multi = (what: string, more: object = {}) => ({ type: `multi_${what}_select`, ...more })

const numberInput = (more: object) => ({ type: 'number_input', is_decimal_allowed: false, ...more })

describe('a menu or a number is refused when', () => {
  test.each<[string, object, string]>([
    [
      'more is chosen beforehand than may be',
      multi('users', { max_selected_items: 1, initial_users: ['U0123456789', 'U0123456780'] }),
      'more than max_selected_items',
    ],
    ['nothing may be chosen', multi('channels', { max_selected_items: 0 }), 'must be between 1 and 100'],
    ['a person is no id', multi('users', { initial_users: ['eva'] }), 'failed to match'],
    ['it offers nothing', { type: 'multi_static_select', options: [] }, 'no less than 1 items'],
    [
      'it offers too much',
      { type: 'multi_static_select', options: numbers(101).map((n) => option(`${n}`)) },
      'no more than 100',
    ],
    ['an option says too much', select({ options: [option('x'.repeat(76))] }), 'less than 76'],
    ['a filter says nothing', { type: 'conversations_select', filter: {} }, 'at least one field'],
    [
      'a filter includes something else',
      multi('conversations', { filter: { include: ['everything'] } }),
      'must be one of: im, mpim, private, public',
    ],
    ['decimals are left open', { type: 'number_input' }, 'missing required field: is_decimal_allowed'],
    [
      'the least is above the most',
      numberInput({ min_value: '9', max_value: '1' }),
      'min_value must be less',
    ],
    ['it begins out of range', numberInput({ initial_value: '9', max_value: '5' }), 'between min_value and'],
    ['it begins with a decimal', numberInput({ initial_value: '1.5' }), 'must be an integer'],
    ['a bound is a number', numberInput({ min_value: 1 }), 'must provide a string'],
    [
      'eleven boxes can be ticked',
      { type: 'checkboxes', options: numbers(11).map((n) => option(`${n}`)) },
      'no more than 10',
    ],
  ])('%s', (_why, element, message) => {
    expect(checkView(modal([input(element)])).join('\n')).toContain(message)
  })

  test('a number stands in the Home tab or in a row of actions', () => {
    const view = { type: 'home', blocks: [input(numberInput({}))] }
    expect(checkView(view).join('\n')).toContain('not available in a home')
    expect(checkView(modal([actions(numberInput({}))])).join('\n')).toContain(
      'unsupported type: number_input',
    )
  })
})

test('menus and boxes pass beside a text and in a row, on every surface', () => {
  const elements = [
    select(),
    multi('users', { max_selected_items: 3 }),
    multi('channels', {}),
    multi('conversations', { filter: { include: ['public'], exclude_bot_users: true } }),
    { type: 'users_select' },
    { type: 'channels_select' },
    { type: 'checkboxes', options: [option('A')] },
  ].map((element, index) => ({ ...element, action_id: `a${index}` }))
  const blocks = [
    actions(...elements),
    ...elements.map((accessory) => ({ type: 'section', text: plain('x'), accessory })),
  ]
  expect(checkMessageBlocks(blocks)).toEqual([])
  expect(checkView(modal(blocks))).toEqual([])
  expect(checkView({ type: 'home', blocks })).toEqual([])
})

test('a modal with every kind of input passes', () => {
  const elements = [
    { ...text, multiline: true, min_length: 1, max_length: 3000, initial_value: 'x' },
    { type: 'email_text_input' },
    { type: 'url_text_input' },
    { type: 'number_input', is_decimal_allowed: true, initial_value: '1.5', min_value: '-1', max_value: '2' },
    select({ initial_option: option('A') }),
    { type: 'multi_static_select', options: [option('A')], initial_options: [option('A')] },
    { type: 'users_select', initial_user: 'U0123456789' },
    { type: 'multi_users_select', initial_users: [] },
    { type: 'conversations_select', filter: { include: ['public', 'private'] } },
    { type: 'channels_select' },
    { type: 'radio_buttons', options: [option('A')], initial_option: option('A') },
    { type: 'checkboxes', options: [option('A')], initial_options: [option('A')] },
    { type: 'datepicker', initial_date: '2026-11-24' },
    { type: 'timepicker', initial_time: '09:30', timezone: 'Europe/Stockholm' },
    { type: 'datetimepicker', initial_date_time: 1_763_676_120 },
    { type: 'rich_text_input' },
  ]
  expect(checkView(modal(elements.map((element) => input(element, { hint: plain('Hint') }))))).toEqual([])
})
