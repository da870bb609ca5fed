import { renderBlock } from './blocks.js'
import { el } from './dom.js'
import { plainOf, textNodes } from './text.js'

const dialog = document.querySelector('#modal')
const question = document.querySelector('#confirm')
let shown = ''

/** Asks with Slack's confirm dialog; Esc means no. */
export const askToConfirm = (confirm, ctx) =>
  new Promise((resolve) => {
    const done = (answer) => {
      question.close()
      resolve(answer)
    }
    question.oncancel = (event) => {
      event.preventDefault()
      done(false)
    }
    question.replaceChildren(
      el('h2', { id: 'confirm-title' }, plainOf(confirm.title)),
      el('p', {}, ...textNodes(confirm.text, ctx)),
      el(
        'footer',
        {},
        el('button', { type: 'button', onclick: () => done(false) }, plainOf(confirm.deny)),
        el(
          'button',
          { type: 'button', class: confirm.style ?? 'primary', onclick: () => done(true), autofocus: true },
          plainOf(confirm.confirm),
        ),
      ),
    )
    question.showModal()
  })

/** What the person typed last may not have been told yet: the field keeps focus while Enter submits. */
export const flushTyped = () => {
  const field = document.activeElement
  if (field instanceof HTMLElement && dialog.contains(field) && field.dataset.typed !== undefined) {
    field.dispatchEvent(new Event('change'))
  }
}

const hasFields = (view) => view.blocks.some(({ type }) => type === 'input')

const hasFocusHint = (view) =>
  view.blocks.some((block) => (block.element ?? block.accessory)?.focus_on_load === true)

/** A group of boxes cannot have the focus itself; its first box can. */
const reachable = (node) =>
  node === null || node.matches('input, select, textarea') ? node : node.querySelector('input')

export const renderModal = (view, ctx, { submit, close, fillIn }) => {
  if (view === undefined) {
    shown = ''
    if (dialog.open) dialog.close()
    return
  }
  const look = JSON.stringify([view.id, view.hash, view.errors, view.notice, view.busy])
  if (look === shown) return
  const focusedId = dialog.contains(document.activeElement) ? document.activeElement.id : ''
  const field = dialog.contains(document.activeElement) ? document.activeElement : undefined
  // Words that are still being typed are not known to anybody else yet and must outlive a redraw.
  const typing = field?.dataset.typed === undefined ? undefined : { id: field.id, value: field.value }
  const isNew = !shown.startsWith(JSON.stringify([view.id]).slice(0, -1))
  shown = look
  dialog.oncancel = (event) => {
    event.preventDefault()
    close(false)
  }
  const closeLabel = plainOf(view.close) || (view.submit ? 'Cancel' : 'Close')
  const form = el(
    'form',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault()
        submit()
      },
    },
    el(
      'header',
      {},
      el('h2', { id: 'modal-title' }, plainOf(view.title)),
      el(
        'button',
        { type: 'button', class: 'quiet', 'aria-label': 'Close everything', onclick: () => close(true) },
        '×',
      ),
    ),
    el(
      'div',
      { class: 'body' },
      view.notice ? el('p', { class: 'error', role: 'alert' }, view.notice) : undefined,
      ...view.blocks.map((block) => renderBlock(block, ctx)),
    ),
    el(
      'footer',
      {},
      hasFields(view)
        ? el('button', { type: 'button', class: 'quiet example', onclick: fillIn }, 'Fill in an example')
        : undefined,
      el('button', { type: 'button', onclick: () => close(false) }, closeLabel),
      view.submit
        ? el(
            'button',
            { type: 'submit', class: 'primary', disabled: view.busy },
            view.busy ? 'Working…' : plainOf(view.submit),
          )
        : undefined,
    ),
  )
  dialog.replaceChildren(form)
  const same = typing && !isNew ? document.getElementById(typing.id) : null
  if (same !== null && same.dataset.typed !== undefined) same.value = typing.value
  if (!dialog.open) dialog.showModal()
  const wrong = dialog.querySelector('[aria-invalid]')
  const before = focusedId === '' ? null : document.getElementById(focusedId)
  const first = hasFocusHint(view)
    ? reachable(dialog.querySelector('[autofocus]'))
    : dialog.querySelector('.body input, .body textarea, .body select')
  const target = reachable(wrong) ?? (isNew ? first : before) ?? first
  if (target instanceof HTMLElement) target.focus()
}
