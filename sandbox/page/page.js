import { drawBackstage, toggleBackstage } from './backstage.js'
import { renderBlock } from './blocks.js'
import { completeCommands, suggest } from './composer.js'
import { el } from './dom.js'
import { messageList } from './feed.js'
import { drawGuide } from './guide.js'
import { askToConfirm, flushTyped, renderModal } from './modal.js'
import { markRead, newsIn, readUntil } from './reading.js'

const $ = (selector) => document.querySelector(selector)
const status = $('#status')

let state
let place = 'handoffs'
let threadTs
let pendingTyping = Promise.resolve()
let drawnFeed = ''
let drawnThread = ''
let drawnSide = ''
/** Up to where this person had read when they came here; the line "New" stays there while they look. */
let newSince

const as = () => new URLSearchParams(location.hash.slice(1)).get('as') ?? 'sam'

const post = async (act) => {
  status.textContent = 'Working…'
  document.body.classList.add('working')
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
    await refresh()
    return result
  } catch {
    status.textContent = 'The sandbox is not running any more.'
    return { ok: false }
  } finally {
    document.body.classList.remove('working')
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
    valueOf: (block, element) => message.values?.[block.block_id]?.[element.action_id],
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

const hands = {
  openThread: (ts) => {
    threadTs = ts
    refresh().then(() => $('#thread input')?.focus())
  },
  useShortcut: (callbackId, { channel, ts }) => post({ do: 'messageShortcut', callbackId, channel, ts }),
  goTo: async (person, where) => {
    place = where
    threadTs = undefined
    if (person === as()) return arrive()
    const arrived = new Promise((resolve) => {
      arrivals.push(resolve)
    })
    location.hash = `as=${person}`
    return arrived
  },
  suggest,
  monday: () => post({ do: 'clockTo', moment: 'monday' }),
  goToMoment: (at) => post({ do: 'clockTo', at }),
  setWeather: (weather) => post({ do: 'weather', weather }),
  openBackstage: () => toggleBackstage(true),
}
const arrivals = []

/** Somebody looks at a place: what came before is read from now on, with a line where the new begins. */
const arrive = async () => {
  newSince = undefined
  drawnFeed = ''
  await refresh()
  for (const resolve of arrivals.splice(0)) resolve()
}

const current = () => state.channels.find(({ id }) => id === state.here)

const goTo = (where) => {
  place = where
  threadTs = undefined
  $('#side').classList.remove('open')
  $('#menu').setAttribute('aria-expanded', 'false')
  if (where === 'home') post({ do: 'home' })
  if (where === 'dm') post({ do: 'messages' })
  return arrive()
}

const sideItem = (where, label, isHere, { isNew, calls } = { isNew: false, calls: 0 }) =>
  el(
    'button',
    {
      type: 'button',
      class: [isHere ? 'here' : '', isNew && !isHere ? 'unread' : ''].join(' ').trim(),
      'aria-current': isHere ? 'page' : undefined,
      onclick: () => goTo(where),
    },
    el('span', {}, label),
    isNew && !isHere ? el('span', { class: 'hidden' }, ' (unread)') : undefined,
    calls > 0 && !isHere
      ? el('span', { class: 'count', 'aria-label': `${calls} for you` }, String(calls))
      : undefined,
  )

const channelLabel = ({ kind, name, archived, shared }) =>
  `${kind === 'private' ? '🔒' : '#'} ${name}${archived ? ' (archived)' : ''}${shared ? ' (shared)' : ''}`

const drawSide = () => {
  const here = place === 'home' ? undefined : current()
  const news = (channel) => newsIn(channel, state.me.handle, state.guide.since)
  const look = JSON.stringify([
    state.me.id,
    place,
    here?.id,
    state.channels.map((one) => [one.id, news(one)]),
  ])
  if (look === drawnSide) return
  drawnSide = look
  const channels = state.channels.filter(({ kind }) => kind !== 'dm')
  const dm = state.channels.find(({ kind }) => kind === 'dm')
  const globals = state.shortcuts.filter(({ type }) => type === 'global')
  $('#side').replaceChildren(
    el('p', { class: 'workspace' }, 'Acme Sales'),
    el('h2', {}, 'Channels'),
    ...channels.map((channel) =>
      sideItem(channel.name, channelLabel(channel), here?.id === channel.id, news(channel)),
    ),
    el('h2', {}, 'Apps'),
    sideItem('dm', '⇄ Handoff', here?.kind === 'dm', dm && news(dm)),
    state.hasHome ? sideItem('home', '⌂ Handoff home', place === 'home') : '',
    ...globals.map(({ name, callbackId }) =>
      el(
        'button',
        { type: 'button', class: 'shortcut', onclick: () => post({ do: 'shortcut', callbackId }) },
        `⚡ ${name}`,
      ),
    ),
  )
}

/** What a person chooses stands in the control already; to draw it anew would take the focus away. */
const lookOf = (...what) => JSON.stringify(what, (key, value) => (key === 'values' ? undefined : value))

const drawHome = (feed) => {
  const { home } = state
  const look = lookOf(state.me.id, home)
  if (look === drawnFeed) return
  drawnFeed = look
  feed.replaceChildren(
    el(
      'div',
      { class: 'home' },
      ...(home?.notice ? [el('p', { class: 'error', role: 'alert' }, home.notice)] : []),
      ...(home === undefined
        ? [el('p', { class: 'quiet' }, 'Nothing here yet.')]
        : home.blocks.map((block) => renderBlock(block, viewContext(home)))),
    ),
  )
}

const listHands = (isInThread) => ({
  ...hands,
  isInThread,
  shortcuts: state.shortcuts.filter(({ type }) => type === 'message'),
})

const drawFeed = () => {
  const channel = current()
  const feed = $('#feed')
  const isHome = place === 'home'
  $('#composer').hidden = isHome || channel?.archived === true
  const name = channel?.kind === 'dm' ? 'Handoff' : `# ${channel?.name ?? ''}`
  $('#place').textContent = isHome ? 'Handoff home' : name
  $('#say').placeholder = `Message ${name}, or type / for commands`
  $('#about').textContent = state.connected ? '' : 'Handoff is not connected to Slack.'
  if (isHome) return drawHome(feed)
  newSince ??= readUntil(state.me.handle, channel.id, state.guide.since)
  const look = lookOf(state.me.id, channel.id, state.messages)
  if (look !== drawnFeed) {
    const stayed = drawnFeed !== '' && feed.scrollHeight - feed.scrollTop - feed.clientHeight > 80
    const kept = feed.scrollTop
    drawnFeed = look
    const facts = { readUntil: newSince, earlier: state.earlier, tz: state.me.tz }
    feed.replaceChildren(
      ...(state.messages.length === 0 ? [el('p', { class: 'quiet' }, 'No messages here yet.')] : []),
      ...messageList(state.messages, messageContext, listHands(false), facts),
    )
    feed.scrollTop = stayed ? kept : feed.scrollHeight
    atEnd = !stayed
  }
  const latest = state.channels.find(({ id }) => id === channel.id)
  for (const ts of [latest?.latest, ...(latest?.calls ?? [])]) markRead(state.me.handle, channel.id, ts)
}

/** Whoever reads the newest message goes on seeing all of it when the rest of the page takes more room. */
let atEnd = true
let height = 0
$('#feed').addEventListener('scroll', ({ target }) => {
  // After a change of size nobody has scrolled; the observer below decides.
  if (target.clientHeight !== height) return
  atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 80
})
new ResizeObserver(() => {
  const feed = $('#feed')
  height = feed.clientHeight
  if (atEnd && place !== 'home') feed.scrollTop = feed.scrollHeight
}).observe($('#feed'))

const drawThread = () => {
  const pane = $('#thread')
  const channel = current()
  const inThread = state.thread
  pane.hidden = threadTs === undefined || place === 'home' || inThread.length === 0
  if (pane.hidden) return
  const look = lookOf(state.me.id, inThread)
  if (look === drawnThread) return
  const draft = pane.querySelector('input')?.value ?? ''
  const hadFocus = pane.contains(document.activeElement)
  drawnThread = look
  const reply = el('input', { id: 'reply', placeholder: 'Reply…', value: draft })
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
  const facts = { readUntil: undefined, earlier: 0, tz: state.me.tz }
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
      ...messageList(inThread, messageContext, listHands(true), facts),
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

const drawBar = () => {
  $('#clock').textContent = new Intl.DateTimeFormat('en-GB', {
    timeZone: state.me.tz,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(state.now))
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
  drawBar()
  drawFeed()
  drawSide()
  drawThread()
  drawGuide(state, hands)
  drawBackstage(state, hands)
  const view = state.modal
  renderModal(view, view && viewContext(view), {
    submit: async () => {
      flushTyped()
      await pendingTyping
      await post({ do: 'submit', viewId: view.id })
    },
    close: (all) => post({ do: 'close', viewId: view.id, all }),
    fillIn: () => post({ do: 'example' }),
  })
}

const refresh = async () => {
  try {
    const looking = new URLSearchParams({ as: as(), place, thread: threadTs ?? '' })
    const response = await fetch(`state?${looking}`)
    if (!response.ok) throw new Error('no such person')
    state = await response.json()
  } catch {
    status.textContent = 'The sandbox is not answering.'
    return
  }
  draw()
}

$('#who').addEventListener('change', (event) => {
  location.hash = `as=${event.target.value}`
})
window.addEventListener('hashchange', () => {
  threadTs = undefined
  arrive()
})
$('#menu').addEventListener('click', () => {
  const isOpen = $('#side').classList.toggle('open')
  $('#menu').setAttribute('aria-expanded', String(isOpen))
})
$('#backstage-button').addEventListener('click', () => toggleBackstage())
$('#backstage').addEventListener('keydown', (event) => {
  if (event.key === 'Escape') toggleBackstage(false)
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
  input.dispatchEvent(new Event('input'))
  if (line.startsWith('/')) post({ do: 'slash', channel: channel.id, line })
  else post({ do: 'say', channel: channel.id, text: line })
})
completeCommands(() => state?.commands ?? [])

new EventSource('changes').addEventListener('message', refresh)
setInterval(refresh, 20_000)
