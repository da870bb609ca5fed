import { renderBlock } from './blocks.js'
import { el } from './dom.js'
import { menu } from './menu.js'
import { mrkdwn } from './text.js'

/** Messages as Slack shows them: a picture, a name, a time, the blocks, and what one can do with them. */
const timeOf = (ts, tz) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: tz, hour: '2-digit', minute: '2-digit' }).format(
    new Date(Number(ts.split('.')[0]) * 1000),
  )

const dayOf = (ts, tz) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: tz, weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(Number(ts.split('.')[0]) * 1000),
  )

const initials = (name) =>
  name
    .split(' ')
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('')

const picture = (name, isApp) => {
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 8
  return el(
    'span',
    { class: isApp ? 'face app' : `face face-${hue}`, 'aria-hidden': 'true' },
    isApp ? '⇄' : initials(name),
  )
}

/** One or two shortcuts stand there by name; more would push each other off the line and share a menu. */
const shortcutTools = (message, shortcuts, useShortcut) => {
  const entries = shortcuts.map(({ name, callbackId }) => [name, () => useShortcut(callbackId, message)])
  if (entries.length > 2) return [menu('Shortcuts for this message', entries)]
  return entries.map(([name, act]) => el('button', { type: 'button', class: 'quiet', onclick: act }, name))
}

const sizeOf = (bytes) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 102.4) / 10} kB`
      : `${Math.round(bytes / 104857.6) / 10} MB`

const fileChip = ({ id, name, title, size, deleted }, ctx) =>
  deleted
    ? el('p', { class: 'quiet' }, 'This file was deleted.')
    : el(
        'a',
        { class: 'file', href: `files/${id}?as=${encodeURIComponent(ctx.me.handle)}`, download: name },
        el('span', { 'aria-hidden': 'true' }, '📎'),
        el(
          'span',
          {},
          el('strong', {}, title),
          el('small', {}, title === name ? sizeOf(size) : `${name}, ${sizeOf(size)}`),
        ),
      )

const tools = (message, { shortcuts, openThread, useShortcut, isInThread }) => {
  const { replies } = message
  const canThread = message.threadTs === undefined && !message.isPrivate && !isInThread
  const thread = el(
    'button',
    { type: 'button', class: replies > 0 ? 'replies' : 'quiet', onclick: () => openThread(message.ts) },
    replies > 0 ? `${replies} ${replies === 1 ? 'reply' : 'replies'}` : 'Reply in thread',
  )
  const others = message.isPrivate ? [] : shortcuts
  return el(
    'div',
    { class: replies > 0 && canThread ? 'tools has-replies' : 'tools' },
    canThread ? thread : undefined,
    ...shortcutTools(message, others, useShortcut),
  )
}

const messageNode = (message, ctx, hands) => {
  const name = ctx.nameOf(message.author)
  const content =
    message.blocks.length > 0
      ? message.blocks.map((block) => renderBlock(block, ctx))
      : message.text === ''
        ? []
        : [el('p', {}, ...mrkdwn(message.text, ctx))]
  return el(
    'article',
    { class: message.isPrivate ? 'message private' : 'message', 'data-ts': message.ts },
    picture(name, message.isApp),
    el(
      'div',
      { class: 'what' },
      message.isPrivate ? el('p', { class: 'only-you' }, 'Only visible to you') : undefined,
      el(
        'p',
        { class: 'by' },
        el('strong', {}, name),
        message.isApp ? el('span', { class: 'badge' }, 'APP') : undefined,
        el('time', {}, timeOf(message.ts, ctx.me.tz)),
      ),
      ...content,
      message.edited ? el('span', { class: 'edited' }, '(edited)') : undefined,
      message.files.length > 0
        ? el('div', { class: 'files' }, ...message.files.map((file) => fileChip(file, ctx)))
        : undefined,
      tools(message, hands),
    ),
  )
}

/** The messages of one place, with a line wherever a new day or the unread ones begin. */
export const messageList = (messages, contextOf, hands, { readUntil, earlier, tz }) => {
  const nodes = []
  if (earlier > 0)
    nodes.push(el('p', { class: 'quiet earlier' }, `${earlier} earlier messages are not shown.`))
  let day = ''
  let isUnread = false
  for (const message of messages) {
    const its = dayOf(message.ts, tz)
    if (its !== day) nodes.push(el('p', { class: 'day', role: 'separator' }, el('span', {}, its)))
    day = its
    if (!isUnread && readUntil !== undefined && Number(message.ts) > Number(readUntil)) {
      isUnread = true
      nodes.push(el('p', { class: 'new', role: 'separator' }, el('span', {}, 'New')))
    }
    nodes.push(messageNode(message, contextOf(message), hands))
  }
  return nodes
}
