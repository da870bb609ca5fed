import { el } from './dom.js'

/**
 * Several of a list, as boxes to tick: no key has to be held down, and once as many are chosen as may be, the others
 * cannot be ticked any more. `entries` are values with their words.
 */
export const manyControl = (entries, chosen, { attributes, change, atMost = entries.length }) => {
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
