import { el } from './dom.js'
import { plainOf } from './text.js'

const options = (element) => [
  ...(element.options ?? []),
  ...(element.option_groups ?? []).flatMap((group) => group.options),
]

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

const positionOf = (element, wanted) =>
  wanted === undefined || wanted === null
    ? -1
    : options(element).findIndex((option) => option.value === wanted.value)

const people = (ctx) => ctx.users.map(({ id, name }) => [id, name])
const channels = (ctx, element) =>
  ctx.pickable
    .filter(({ kind, shared }) => {
      if (element.type.endsWith('channels_select')) return kind === 'public'
      const filter = element.filter ?? {}
      if (filter.exclude_external_shared_channels && shared) return false
      return filter.include === undefined || filter.include.includes(kind)
    })
    .map(({ id, name }) => [id, `#${name}`])

const menu = (attributes, entries, chosen, placeholder) =>
  el(
    'select',
    attributes,
    el('option', { value: '' }, placeholder),
    ...entries.map(([value, name]) => el('option', { value, selected: chosen === String(value) }, name)),
  )

/** A moment as the person's own wall clock shows it, in the form that the browser's input wants. */
const localInput = (seconds, tz) => {
  if (!seconds) return ''
  const shape = { timeZone: tz, dateStyle: 'short', timeStyle: 'short' }
  return new Intl.DateTimeFormat('sv-SE', shape).format(new Date(seconds * 1000)).replace(' ', 'T')
}

const textTypes = { email_text_input: 'email', url_text_input: 'url' }

/**
 * A control that holds a value. `change` is called with the value as the server wants it: options by position,
 * everything else as it is.
 */
export const valueControl = (element, state, { ctx, attributes, change }) => {
  const placeholder = plainOf(element.placeholder) || 'Choose'
  const shared = { ...attributes }
  const type = element.type.replace(/^multi_/, '')
  const isMany = element.type.startsWith('multi_')
  const several = { attributes, change, atMost: element.max_selected_items }
  const onchange = (read) => (event) => change(read(event.target))
  if (type === 'static_select' || type === 'external_select') {
    const entries = options(element).map((option, index) => [index, plainOf(option.text)])
    const given = isMany ? (state?.selected_options ?? []) : [state?.selected_option]
    const chosen = given.map((option) => String(positionOf(element, option)))
    if (isMany) return manyControl(entries, chosen, several)
    const read = ({ value }) => (value === '' ? undefined : value)
    return menu({ ...shared, onchange: onchange(read) }, entries, chosen[0], placeholder)
  }
  if (type === 'users_select' || type === 'conversations_select' || type === 'channels_select') {
    const entries = type === 'users_select' ? people(ctx) : channels(ctx, element)
    const field = `selected_${type.split('_')[0].replace(/s$/, '')}`
    if (isMany) return manyControl(entries, state?.[`${field}s`] ?? [], several)
    const read = ({ value }) => value
    return menu({ ...shared, onchange: onchange(read) }, entries, state?.[field] ?? '', placeholder)
  }
  if (type === 'radio_buttons' || type === 'checkboxes')
    return choices(element, state, { attributes, change, ctx })
  if (type === 'datepicker') {
    return el('input', {
      ...shared,
      type: 'date',
      value: state?.selected_date ?? '',
      onchange: onchange((i) => i.value),
    })
  }
  if (type === 'timepicker') {
    return el('input', {
      ...shared,
      type: 'time',
      value: state?.selected_time ?? '',
      onchange: onchange((i) => i.value),
    })
  }
  if (type === 'datetimepicker') {
    const value = localInput(state?.selected_date_time, ctx.me.tz)
    return el('input', { ...shared, type: 'datetime-local', value, onchange: onchange((i) => i.value) })
  }
  const isLong = element.multiline || type === 'rich_text_input'
  const value = type === 'rich_text_input' ? richValue(state) : (state?.value ?? '')
  return el(isLong ? 'textarea' : 'input', {
    ...shared,
    rows: isLong ? 2 : undefined,
    type: isLong ? undefined : (textTypes[type] ?? 'text'),
    inputmode: type === 'number_input' ? 'decimal' : undefined,
    placeholder: plainOf(element.placeholder),
    maxlength: element.max_length,
    value,
    'data-typed': true,
    onchange: onchange((input) => input.value),
  })
}

const richValue = (state) =>
  (state?.rich_text_value?.elements ?? [])
    .flatMap((part) => part.elements ?? [])
    .map((one) => one.text ?? '')
    .join('')

const choices = (element, state, { attributes, change }) => {
  const isRadio = element.type === 'radio_buttons'
  const chosen = isRadio ? [state?.selected_option] : (state?.selected_options ?? [])
  const name = attributes.id ?? element.action_id
  const { id, ...rest } = attributes
  const inputs = options(element).map((option, index) =>
    el('input', {
      type: isRadio ? 'radio' : 'checkbox',
      id: id === undefined ? undefined : `${id}-${index}`,
      name,
      value: String(index),
      checked: chosen.some((one) => one && same(one.value, option.value)),
    }),
  )
  const read = () => inputs.filter((input) => input.checked).map((input) => input.value)
  const onchange = () => change(isRadio ? read()[0] : read())
  const lines = options(element).map((option, index) =>
    el(
      'label',
      { class: 'choice' },
      inputs[index],
      el(
        'span',
        {},
        plainOf(option.text),
        option.description ? el('small', {}, plainOf(option.description)) : '',
      ),
    ),
  )
  return el('div', { ...rest, role: isRadio ? 'radiogroup' : 'group', class: 'choices', onchange }, ...lines)
}

/**
 * Several of a list, as boxes to tick: no key has to be held down, and once as many are chosen as may be, the others
 * cannot be ticked any more. `entries` are values with their words.
 */
const manyControl = (entries, chosen, { attributes, change, atMost = entries.length }) => {
  const { id, ...rest } = attributes
  const boxes = entries.map(([value, _words], index) =>
    el('input', {
      type: 'checkbox',
      id: id === undefined ? undefined : `${id}-${index}`,
      value: String(value),
      checked: chosen.includes(String(value)),
    }),
  )
  const limit = () => {
    const isFull = boxes.filter(({ checked }) => checked).length >= atMost
    for (const box of boxes) box.disabled = isFull && !box.checked
  }
  const onchange = () => {
    limit()
    change(boxes.filter(({ checked }) => checked).map(({ value }) => value))
  }
  limit()
  const lines = entries.map(([_value, words], index) =>
    el('label', { class: 'choice' }, boxes[index], el('span', {}, words)),
  )
  return el('div', { ...rest, role: 'group', class: 'choices many', onchange }, ...lines)
}
