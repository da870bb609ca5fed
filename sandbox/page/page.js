import { renderBlock } from './blocks.js'
import { el } from './dom.js'
import { askToConfirm, flushTyped, renderModal } from './modal.js'
import { mrkdwn } from './text.js'

const $ = (selector) => document.querySelector(selector)
const status = $('#status')

let state
let place = 'handoffs'
let threadTs
let pendingTyping = Promise.resolve()
let drawnFeed = ''
let drawnThread = ''

const as = () => new URLSearchParams(location.hash.slice(1)).get('as') ?? 'sam'

const post = async (act) => {
  status.textContent = 'Working…'
  try {
    const response = await fetch('act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: as(), ...act }),
    })
    const result = await response.json()
    status.textContent = result.failure
      ? `The app did not answer well (${result.failure}).`
      : (result.message ?? (result.ackMs ? `Answered in ${Math.round(result.ackMs)} ms` : ''))
    refresh()
    return result
  } catch {
    status.textContent = 'The sandbox is not running any more.'
    return { ok: false }
  }
}

const names = () => ({
  me: state.me,
  users: state.users,
  pickable: state.pickable,
  nameOf: (id) =>
    id === 'USLACKBOT' ? 'Slackbot' : (state.users.find((user) => user.id === id)?.name ?? id),
  channelNamed: (id) =>
    state.pickable.concat(state.channels).find((channel) => channel.id === id)?.name ?? id,
})

const ids = (block, element) => ({ blockId: block.block_id, actionId: element.action_id })

const messageContext = (message) => {
  const at = { channel: message.channel, ts: message.ts }
  const ctx = {
    ...names(),
    valueOf: (_block, element) => ({ selected_option: element.initial_option }),
    errorOf: () => undefined,
    click: (block, element, more) => post({ do: 'click', ...at, ...ids(block, element), ...more }),
    change: (block, element, value) => post({ do: 'click', ...at, ...ids(block, element), value }),
  }
  return { ...ctx, confirm: (confirm) => askToConfirm(confirm, ctx) }
}

const viewContext = (view) => {
  const ctx = {
    ...names(),
    valueOf: (block, element) => view.values?.[block.block_id]?.[element.action_id],
    errorOf: (block) => view.errors?.[block.block_id],
    click: async (block, element, more) => {
      flushTyped()
      await pendingTyping
      return post({ do: 'viewClick', viewId: view.id, ...ids(block, element), ...more })
    },
    change: (block, element, value) => {
      pendingTyping = pendingTyping.then(() =>
        post({ do: 'type', viewId: view.id, ...ids(block, element), value }),
      )
      return pendingTyping
    },
  }
  return { ...ctx, confirm: (confirm) => askToConfirm(confirm, ctx) }
}

const timeOf = (ts) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: state.me.tz,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(Number(ts.split('.')[0]) * 1000))

const messageTools = (message, replies) => {
  const shortcuts = state.shortcuts.filter(({ type }) => type === 'message')
  const at = { channel: message.channel, ts: message.ts }
  const isRoot = message.threadTs === undefined
  return el(
    'div',
    { class: 'tools' },
    isRoot && !message.isPrivate
      ? el(
          'button',
          { type: 'button', class: 'quiet', onclick: () => openThread(message.ts) },
          replies > 0 ? `${replies} ${replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread',
        )
      : undefined,
    ...(message.isPrivate ? [] : shortcuts).map(({ name, callbackId }) =>
      el(
        'button',
        { type: 'button', class: 'quiet', onclick: () => post({ do: 'messageShortcut', callbackId, ...at }) },
        name,
      ),
    ),
  )
}

const messageNode = (message, replies) => {
  const ctx = messageContext(message)
  const content =
    message.blocks.length > 0
      ? message.blocks.map((block) => renderBlock(block, ctx))
      : [el('p', {}, ...mrkdwn(message.text, ctx))]
  return el(
    'article',
    { class: message.isPrivate ? 'message private' : 'message' },
    message.isPrivate ? el('p', { class: 'only-you' }, 'Only visible to you') : undefined,
    el(
      'p',
      { class: 'by' },
      el('strong', {}, ctx.nameOf(message.author)),
      message.isApp ? el('span', { class: 'badge' }, 'APP') : undefined,
      el('time', {}, timeOf(message.ts)),
      message.edited ? el('span', { class: 'quiet' }, '(edited)') : undefined,
    ),
    ...content,
    ...message.files.map((title) => el('p', { class: 'file' }, `📎 ${title}`)),
    messageTools(message, replies),
  )
}

const openThread = (ts) => {
  threadTs = ts
  drawnThread = ''
  draw()
  $('#thread input')?.focus()
}

const current = () => {
  if (place === 'home') return undefined
  const find = (wanted) =>
    state.channels.find(({ id, name, kind }) =>
      kind === 'dm' ? wanted === 'dm' : name === wanted || id === wanted,
    )
  return find(place) ?? state.channels.find(({ kind }) => kind === 'public') ?? find('dm')
}

const goTo = (where) => {
  place = where
  threadTs = undefined
  drawnFeed = ''
  $('#side').classList.remove('open')
  $('#menu').setAttribute('aria-expanded', 'false')
  if (where === 'home') post({ do: 'home' })
  draw()
}

const drawSide = () => {
  const here = current()
  const item = (where, label, isHere) =>
    el(
      'button',
      {
        type: 'button',
        class: isHere ? 'here' : '',
        'aria-current': isHere ? 'page' : undefined,
        onclick: () => goTo(where),
      },
      label,
    )
  const channels = state.channels.filter(({ kind }) => kind !== 'dm')
  const globals = state.shortcuts.filter(({ type }) => type === 'global')
  $('#side').replaceChildren(
    el('h2', {}, 'Channels'),
    ...channels.map((channel) => {
      const marks = `${channel.kind === 'private' ? '🔒 ' : '# '}${channel.name}${channel.archived ? ' (archived)' : ''}${channel.shared ? ' (shared)' : ''}`
      return item(channel.name, marks, here?.id === channel.id)
    }),
    el('h2', {}, 'Handoff'),
    item('dm', 'Messages', here?.kind === 'dm'),
    state.hasHome ? item('home', 'Home', place === 'home') : '',
    ...globals.map(({ name, callbackId }) =>
      el(
        'button',
        { type: 'button', class: 'shortcut', onclick: () => post({ do: 'shortcut', callbackId }) },
        `⚡ ${name}`,
      ),
    ),
    state.problems.length > 0
      ? el(
          'details',
          { class: 'problems' },
          el('summary', {}, `${state.problems.length} problems`),
          ...state.problems.map((text) => el('p', {}, text)),
        )
      : '',
  )
}

const drawFeed = () => {
  const channel = current()
  const feed = $('#feed')
  const isHome = place === 'home'
  $('#composer').hidden = isHome || channel?.archived === true
  $('#place').textContent = isHome
    ? 'Handoff home'
    : channel?.kind === 'dm'
      ? 'Handoff'
      : `# ${channel?.name ?? ''}`
  $('#about').textContent = state.connected
    ? `Commands: ${state.commands.join(', ')}`
    : 'The app is not connected.'
  if (isHome) {
    const look = JSON.stringify([state.me.id, state.home])
    if (look === drawnFeed) return
    drawnFeed = look
    const blocks =
      state.home === undefined
        ? [el('p', { class: 'quiet' }, 'Nothing here yet.')]
        : state.home.blocks.map((block) => renderBlock(block, viewContext(state.home)))
    feed.replaceChildren(...blocks)
    return
  }
  const inPlace = state.messages.filter((message) => message.channel === channel?.id)
  const look = JSON.stringify([state.me.id, channel?.id, inPlace])
  if (look === drawnFeed) return
  drawnFeed = look
  const replies = (ts) => inPlace.filter((message) => message.threadTs === ts && !message.isPrivate).length
  const roots = inPlace.filter((message) => message.threadTs === undefined)
  feed.replaceChildren(
    ...(roots.length === 0 ? [el('p', { class: 'quiet' }, 'No messages here yet.')] : []),
    ...roots.map((message) => messageNode(message, replies(message.ts))),
  )
  feed.scrollTop = feed.scrollHeight
}

const drawThread = () => {
  const pane = $('#thread')
  const channel = current()
  const inThread = state.messages.filter(
    (message) =>
      message.channel === channel?.id && (message.ts === threadTs || message.threadTs === threadTs),
  )
  pane.hidden = threadTs === undefined || place === 'home' || inThread.length === 0
  if (pane.hidden) return
  const look = JSON.stringify([state.me.id, inThread])
  if (look === drawnThread) return
  const draft = pane.querySelector('input')?.value ?? ''
  const hadFocus = pane.contains(document.activeElement)
  drawnThread = look
  const reply = el('input', { id: 'reply', placeholder: 'Reply', value: draft })
  const send = (event) => {
    event.preventDefault()
    if (reply.value.trim() === '') return
    post({ do: 'say', channel: channel.id, threadTs, text: reply.value })
    reply.value = ''
  }
  const close = () => {
    threadTs = undefined
    draw()
    $('#say').focus()
  }
  pane.onkeydown = (event) => {
    if (event.key === 'Escape') close()
  }
  pane.replaceChildren(
    el(
      'div',
      { class: 'head' },
      el('h2', {}, 'Thread'),
      el('button', { type: 'button', class: 'quiet', 'aria-label': 'Close thread', onclick: close }, '×'),
    ),
    el(
      'div',
      { class: 'feed', role: 'log', 'aria-label': 'Thread messages' },
      ...inThread.map((message) => messageNode(message, 0)),
    ),
    el(
      'form',
      { class: 'composer', onsubmit: send },
      el('label', { class: 'hidden', for: 'reply' }, 'Reply'),
      reply,
      el('button', { type: 'submit' }, 'Send'),
    ),
  )
  if (hadFocus) reply.focus()
}

const drawClock = () => {
  $('#clock').textContent = new Intl.DateTimeFormat('en-GB', {
    timeZone: state.me.tz,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(state.now))
}

const drawWho = () => {
  const select = $('#who')
  if (select.options.length === 0) {
    select.append(
      ...state.players.map(({ handle, name, title }) =>
        el('option', { value: handle }, title ? `${name}, ${title}` : name),
      ),
    )
  }
  select.value = state.me.handle
}

const draw = () => {
  if (state === undefined) return
  drawWho()
  drawClock()
  drawSide()
  drawFeed()
  drawThread()
  const view = state.modal
  renderModal(view, view && viewContext(view), {
    submit: async () => {
      flushTyped()
      await pendingTyping
      await post({ do: 'submit', viewId: view.id })
    },
    close: (all) => post({ do: 'close', viewId: view.id, all }),
  })
}

const refresh = async () => {
  try {
    const response = await fetch(`state?as=${encodeURIComponent(as())}`)
    if (!response.ok) throw new Error('no such person')
    state = await response.json()
    draw()
  } catch {
    status.textContent = 'The sandbox is not answering.'
  }
}

$('#who').addEventListener('change', (event) => {
  location.hash = `as=${event.target.value}`
})
window.addEventListener('hashchange', () => {
  threadTs = undefined
  refresh()
})
$('#menu').addEventListener('click', () => {
  const isOpen = $('#side').classList.toggle('open')
  $('#menu').setAttribute('aria-expanded', String(isOpen))
})
for (const button of document.querySelectorAll('[data-moment]')) {
  button.addEventListener('click', () => post({ do: 'clockTo', moment: button.dataset.moment }))
}
for (const button of document.querySelectorAll('[data-advance]')) {
  button.addEventListener('click', () => post({ do: 'clock', ms: Number(button.dataset.advance) }))
}
$('#composer').addEventListener('submit', (event) => {
  event.preventDefault()
  const input = $('#say')
  const line = input.value.trim()
  const channel = current()
  if (line === '' || channel === undefined) return
  input.value = ''
  if (line.startsWith('/')) post({ do: 'slash', channel: channel.id, line })
  else post({ do: 'say', channel: channel.id, text: line })
})

new EventSource('changes').addEventListener('message', refresh)
setInterval(refresh, 20_000)
