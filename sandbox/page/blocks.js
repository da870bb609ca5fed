import { chart } from './charts.js'
import { valueControl } from './controls.js'
import { el } from './dom.js'
import { menu } from './menu.js'
import { mrkdwn, plainOf, richText, textNodes } from './text.js'

/** Everything a block needs beside its own content: names, and what to do when somebody acts. */
const button = (block, element, ctx) => {
  const act = async () => {
    if (element.confirm !== undefined && !(await ctx.confirm(element.confirm))) return
    if (element.url !== undefined && /^https?:/i.test(element.url))
      window.open(element.url, '_blank', 'noreferrer')
    await ctx.click(block, element, {})
  }
  return el(
    'button',
    { type: 'button', class: element.style ?? '', 'aria-label': element.accessibility_label, onclick: act },
    plainOf(element.text),
  )
}

const overflow = (block, element, ctx) => {
  const choose = async (index) => {
    if (element.confirm !== undefined && !(await ctx.confirm(element.confirm))) return
    await ctx.click(block, element, { option: index })
  }
  return menu(
    'More actions',
    element.options.map((option, index) => [plainOf(option.text), () => choose(index)]),
  )
}

/** What a control is about when neither a label nor a placeholder says so. */
const purposes = { users: 'Choose a person', conversations: 'Choose a channel', channels: 'Choose a channel' }
const purposeOf = ({ type }) => purposes[type.replace('multi_', '').split('_')[0]] ?? 'Choose'

const control = (block, element, ctx, attributes = {}) => {
  if (element.type === 'button' || element.type === 'icon_button') return button(block, element, ctx)
  if (element.type === 'overflow') return overflow(block, element, ctx)
  if (element.type === 'image') return image(element)
  if (element.type === 'workflow_button' || element.type === 'feedback_buttons') return undefined
  if (element.type === 'file_input')
    return el('p', { class: 'quiet' }, 'File uploads are not part of this sandbox.')
  return valueControl(element, ctx.valueOf(block, element), {
    ctx,
    attributes: { 'aria-label': plainOf(element.placeholder) || purposeOf(element), ...attributes },
    change: (value) => ctx.change(block, element, value),
  })
}

const image = (one) =>
  one.image_url === undefined
    ? el('span', { class: 'picture' }, `[${one.alt_text}]`)
    : el('img', { src: one.image_url, alt: one.alt_text })

const isGroupOf = ({ type }) => ['radio_buttons', 'checkboxes'].includes(type) || type.startsWith('multi_')

const input = (block, ctx) => {
  const id = `field-${block.block_id}`
  const error = ctx.errorOf(block)
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const isGroup = isGroupOf(block.element)
  const label = plainOf(block.label)
  return el(
    'div',
    { class: error ? 'field wrong' : 'field', 'data-block': block.block_id },
    el(
      isGroup ? 'p' : 'label',
      { class: 'label', for: isGroup ? undefined : id },
      label,
      block.optional ? el('small', {}, ' (optional)') : '',
    ),
    control(block, block.element, ctx, {
      id,
      'aria-label': isGroup ? label : undefined,
      'aria-required':
        block.optional || (block.element.type !== 'radio_buttons' && isGroup) ? undefined : 'true',
      'aria-invalid': error ? 'true' : undefined,
      'aria-describedby': described || undefined,
      autofocus: block.element.focus_on_load,
    }),
    block.hint ? el('p', { class: 'hint', id: `${id}-hint` }, plainOf(block.hint)) : undefined,
    error ? el('p', { class: 'error', id: `${id}-error`, role: 'alert' }, error) : undefined,
  )
}

const cell = (one, ctx) => (one.type === 'rich_text' ? richText(one, ctx) : [one.text])

const table = (block, ctx) => {
  const rows = block.rows.map((row, index) =>
    el('tr', {}, ...row.map((one) => el(index === 0 ? 'th' : 'td', {}, ...cell(one, ctx)))),
  )
  return el('table', {}, block.caption ? el('caption', {}, block.caption) : undefined, ...rows)
}

const section = (block, ctx) => {
  const fields = (block.fields ?? []).map((field) => el('p', {}, ...textNodes(field, ctx)))
  const words = el(
    'div',
    { class: 'words' },
    block.text ? el('p', {}, ...textNodes(block.text, ctx)) : undefined,
    fields.length > 0 ? el('div', { class: 'fields' }, ...fields) : undefined,
  )
  return el(
    'div',
    { class: 'section' },
    words,
    block.accessory
      ? control(block, block.accessory, ctx, {
          'aria-label': plainOf(block.accessory.placeholder) || words.textContent,
        })
      : undefined,
  )
}

const card = (block, ctx) =>
  el(
    'div',
    { class: 'card' },
    ...[block.title, block.subtitle, block.body, block.subtext].map((text) =>
      el('p', {}, ...textNodes(text, ctx)),
    ),
    el('div', { class: 'actions' }, ...(block.actions ?? []).map((one) => control(block, one, ctx))),
  )

export const renderBlock = (block, ctx) => {
  switch (block.type) {
    case 'section':
      return section(block, ctx)
    case 'header':
      return el('h3', {}, plainOf(block.text))
    case 'divider':
      return el('hr')
    case 'context':
      return el(
        'div',
        { class: 'context' },
        ...block.elements.map((one) =>
          one.type === 'image' ? image(one) : el('span', {}, ...textNodes(one, ctx)),
        ),
      )
    case 'actions':
    case 'context_actions':
      return el('div', { class: 'actions' }, ...block.elements.map((one) => control(block, one, ctx)))
    case 'input':
      return input(block, ctx)
    case 'rich_text':
      return el('div', { class: 'rich' }, ...richText(block, ctx))
    case 'image':
      return el(
        'figure',
        {},
        block.title ? el('figcaption', {}, plainOf(block.title)) : undefined,
        image(block),
      )
    case 'alert':
      return el(
        'div',
        { class: `alert ${block.level ?? 'default'}`, role: 'note' },
        ...textNodes(block.text, ctx),
      )
    case 'table':
    case 'data_table':
      return el('div', { class: 'wide' }, table(block, ctx))
    case 'data_visualization':
      return chart(block)
    case 'markdown':
      return el('p', {}, ...mrkdwn(block.text, ctx))
    case 'card':
      return card(block, ctx)
    case 'carousel':
      return el('div', { class: 'carousel' }, ...block.elements.map((one) => card(one, ctx)))
    case 'container':
      return el(
        'div',
        { class: 'card' },
        el('h3', {}, ...textNodes(block.title, ctx)),
        ...block.child_blocks.map((one) => renderBlock(one, ctx)),
      )
    default:
      return el('p', { class: 'quiet' }, `[${block.type}]`)
  }
}
