import { el, link } from './dom.js'

const emoji = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  large_blue_circle: '🔵',
  large_orange_circle: '🟠',
  red_circle: '🔴',
  white_circle: '⚪',
  black_circle: '⚫',
  question: '❓',
  grey_question: '❔',
  hourglass_flowing_sand: '⏳',
  hourglass: '⌛',
  alarm_clock: '⏰',
  calendar: '📆',
  date: '📅',
  bell: '🔔',
  mega: '📣',
  telephone_receiver: '📞',
  handshake: '🤝',
  wave: '👋',
  tada: '🎉',
  trophy: '🏆',
  eyes: '👀',
  memo: '📝',
  pushpin: '📌',
  link: '🔗',
  recycle: '♻️',
  no_entry: '⛔',
  moneybag: '💰',
  bulb: '💡',
  speech_balloon: '💬',
  star: '⭐',
  zap: '⚡',
  fire: '🔥',
  rotating_light: '🚨',
  test_tube: '🧪',
}

const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji[name] ?? whole)

const decoded = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const dateText = (seconds, format, tz) => {
  const at = new Date(seconds * 1000)
  const say = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: tz, ...options }).format(at)
  return format.replace(/\{([a-z_]+)\}/g, (whole, token) => {
    if (token === 'time') return say({ hour: '2-digit', minute: '2-digit' })
    if (token === 'time_secs') return say({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
    if (token === 'date_num') return new Intl.DateTimeFormat('en-CA', { timeZone: tz }).format(at)
    if (/^(date|ago)/.test(token)) return say({ weekday: 'short', day: 'numeric', month: 'short' })
    return whole
  })
}

const mention = (text, isMe) => el('span', { class: isMe ? 'mention me' : 'mention' }, text)

const token = (inside, ctx) => {
  const [target, label] = inside.split('|')
  if (target.startsWith('@')) return mention(`@${ctx.nameOf(target.slice(1))}`, target.slice(1) === ctx.me.id)
  if (target.startsWith('#')) return mention(`#${ctx.channelNamed(target.slice(1))}`, false)
  if (target.startsWith('!date^')) {
    const [, seconds, format, url] = target.split('^')
    const text = /^\d+$/.test(seconds ?? '')
      ? dateText(Number(seconds), format ?? '', ctx.me.tz)
      : (label ?? '')
    const time = el('time', { title: decoded(label ?? '') }, text)
    return url === undefined ? time : link(url, time)
  }
  if (target.startsWith('!')) return mention(`@${(label ?? target.slice(1)).replace(/^@/, '')}`, true)
  return link(decoded(target), decoded(label ?? target.replace(/^mailto:/, '')))
}

const resolve = (text, ctx) =>
  text
    .split(/(<[^<>\n]+>)/)
    .map((part, index) => (index % 2 === 1 ? token(part.slice(1, -1), ctx) : decoded(withEmoji(part))))

const styles = { '*': 'strong', _: 'em', '~': 's' }
const marked = /(^|[\s(["'.,;:!?-])([*_~])(\S(?:[^\n]*?\S)?)\2(?=$|[\s)\]"'.,;:!?-])/m

const styled = (text, ctx) => {
  const match = marked.exec(text)
  if (match === null) return resolve(text, ctx)
  const [whole, before, mark, inside] = match
  const rest = text.slice(match.index + whole.length)
  return [
    ...resolve(text.slice(0, match.index) + before, ctx),
    el(styles[mark], {}, ...styled(inside, ctx)),
    ...styled(rest, ctx),
  ]
}

/** Slack's markup as nodes. */
export const mrkdwn = (source, ctx) =>
  source.split(/(```[\s\S]+?```|`[^`\n]+`)/).flatMap((part, index) => {
    if (index % 2 === 0) return styled(part, ctx)
    const inside = part.replace(/^`+|`+$/g, '')
    return [el(part.startsWith('```') ? 'pre' : 'code', {}, ...resolve(inside, ctx))]
  })

export const textNodes = (object, ctx) => {
  if (object === undefined || object === null) return []
  if (object.type === 'mrkdwn') return mrkdwn(object.text, ctx)
  return [object.emoji === false ? object.text : withEmoji(object.text)]
}

export const plainOf = (object) => (object === undefined || object === null ? '' : withEmoji(object.text))

const piece = (one, ctx) => {
  const inner = pieceContent(one, ctx)
  const style = one.style ?? {}
  let node = inner
  if (style.code) node = el('code', {}, node)
  if (style.bold) node = el('strong', {}, node)
  if (style.italic) node = el('em', {}, node)
  if (style.strike) node = el('s', {}, node)
  return node
}

const pieceContent = (one, ctx) => {
  if (one.type === 'text') return one.text
  if (one.type === 'user') return mention(`@${ctx.nameOf(one.user_id)}`, one.user_id === ctx.me.id)
  if (one.type === 'channel') return mention(`#${ctx.channelNamed(one.channel_id)}`, false)
  if (one.type === 'broadcast') return mention(`@${one.range}`, true)
  if (one.type === 'usergroup') return mention(`@${one.usergroup_id}`, false)
  if (one.type === 'emoji') return emoji[one.name] ?? `:${one.name}:`
  if (one.type === 'link') return link(one.url, one.text ?? one.url)
  if (one.type === 'date')
    return el('time', { title: one.fallback }, dateText(one.timestamp, one.format, ctx.me.tz))
  return ''
}

const pieces = (part, ctx) => part.elements.map((one) => piece(one, ctx))

export const richText = (block, ctx) =>
  block.elements.map((part) => {
    if (part.type === 'rich_text_list') {
      const items = part.elements.map((item) => el('li', {}, ...pieces(item, ctx)))
      const list = part.style === 'ordered' ? 'ol' : 'ul'
      return el(
        list,
        { class: `indent-${part.indent ?? 0}`, start: part.offset && part.offset + 1 },
        ...items,
      )
    }
    if (part.type === 'rich_text_quote') return el('blockquote', {}, ...pieces(part, ctx))
    if (part.type === 'rich_text_preformatted') return el('pre', {}, ...pieces(part, ctx))
    return el('p', {}, ...pieces(part, ctx))
  })
