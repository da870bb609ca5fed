import { el } from './dom.js'

/** A button that opens a short list of things to do; Escape and leaving close it. `entries` are labels with acts. */
export const menu = (label, entries, attributes = {}) => {
  const buttons = entries.map(([words, act]) => {
    const choose = () => {
      node.open = false
      return act()
    }
    return el('button', { type: 'button', onclick: choose }, words)
  })
  const node = el(
    'details',
    { ...attributes, class: 'overflow' },
    el('summary', { 'aria-label': label }, '⋯'),
    el('div', { class: 'entries' }, ...buttons),
  )
  node.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !node.open) return
    node.open = false
    node.querySelector('summary').focus()
  })
  node.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !node.contains(relatedTarget)) node.open = false
  })
  return node
}
