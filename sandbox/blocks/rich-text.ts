import { boolean, byType, type Check, integer, kind, list, need, object, oneOf, string } from './check.ts'
import { blockId, webUrl } from './text.ts'

const style = object({
  bold: boolean,
  italic: boolean,
  strike: boolean,
  code: boolean,
  underline: boolean,
  highlight: boolean,
  client_highlight: boolean,
  unlink: boolean,
})

const dateTokens =
  /\{(date|date_num|date_short|date_long|date_pretty|date_short_pretty|date_long_pretty|time|time_secs|ago|day_divider_pretty)\}/

const piece = {
  text: kind('text', { text: need(string(1, 40_000)), style }),
  user: kind('user', { user_id: need(string(1, 255, /^[UW][A-Z0-9]+$/)), style }),
  usergroup: kind('usergroup', { usergroup_id: need(string(1, 255, /^S[A-Z0-9]+$/)), style }),
  channel: kind('channel', { channel_id: need(string(1, 255, /^[CDG][A-Z0-9]+$/)), style }),
  team: kind('team', { team_id: need(string(1, 255)), style }),
  emoji: kind('emoji', { name: need(string(1, 100)), unicode: string(1, 100), url: webUrl(3000), style }),
  link: kind('link', { url: need(webUrl(3000)), text: string(1, 40_000), unsafe: boolean, style }),
  date: kind('date', {
    timestamp: need(integer(0, 99_999_999_999)),
    format: need(string(1, 255, dateTokens)),
    url: webUrl(3000),
    fallback: string(1, 255),
    style,
  }),
  broadcast: kind('broadcast', { range: need(oneOf('here', 'channel', 'everyone')), style }),
  color: kind('color', { value: need(string(1, 30)), style }),
}

const border = integer(0, 1)

const section = kind('rich_text_section', { elements: need(list(0, 1000, byType(piece))) })

const part = byType({
  rich_text_section: section,
  rich_text_list: kind('rich_text_list', {
    elements: need(list(1, 1000, byType({ rich_text_section: section }))),
    style: need(oneOf('bullet', 'ordered')),
    indent: integer(0, 8),
    offset: integer(0, 10_000),
    border,
  }),
  rich_text_quote: kind('rich_text_quote', { elements: need(list(0, 1000, byType(piece))), border }),
  rich_text_preformatted: kind('rich_text_preformatted', {
    elements: need(list(1, 1000, byType({ text: piece.text, link: piece.link }))),
    border,
    language: string(1, 30),
  }),
})

export const richTextBlock: Check = kind('rich_text', {
  block_id: blockId,
  elements: need(list(1, 1000, part)),
})
