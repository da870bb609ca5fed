import { boolean, both, byType, kind, list, need, object, oneOf, rule, string } from './check.ts'

const plainShape = (max: number) => ({ text: need(string(1, max)), emoji: boolean })

const mrkdwnShape = (max: number) => ({ text: need(string(1, max)), verbatim: boolean })

export const plainText = (max: number) => byType({ plain_text: kind('plain_text', plainShape(max)) })

export const anyText = (max: number) =>
  byType({ plain_text: kind('plain_text', plainShape(max)), mrkdwn: kind('mrkdwn', mrkdwnShape(max)) })

export const blockId = string(1, 255)

export const actionId = string(1, 255)

export const webUrl = (max: number) => string(1, max, /^[a-z][a-z0-9+.-]*:\S+$/i)

/** Plain options are for menus; the richer ones for radio buttons and checkboxes, which can show formatting. */
export const plainOption = object({
  text: need(plainText(75)),
  value: need(string(1, 150)),
  description: plainText(75),
})

export const richOption = object({
  text: need(anyText(75)),
  value: need(string(1, 150)),
  description: anyText(75),
})

export const overflowOption = object({
  text: need(plainText(75)),
  value: need(string(1, 150)),
  description: plainText(75),
  url: webUrl(3000),
})

export const optionGroup = object({ label: need(plainText(75)), options: need(list(1, 100, plainOption)) })

const confirmDialog = object({
  title: need(plainText(100)),
  text: need(anyText(300)),
  confirm: need(plainText(30)),
  deny: need(plainText(30)),
  style: oneOf('primary', 'danger'),
})

const fileReference = both(
  object({ id: string(1, 255), url: webUrl(3000) }),
  rule(({ id, url }) =>
    (id === undefined) === (url === undefined) ? 'must provide either id or url' : undefined,
  ),
)

export const imageFields = {
  image_url: webUrl(3000),
  slack_file: fileReference,
  alt_text: need(string(1, 2000)),
}

export const imageHasOneSource = rule(({ image_url, slack_file }) =>
  (image_url === undefined) === (slack_file === undefined)
    ? 'must provide either image_url or slack_file'
    : undefined,
)

export const imageElement = both(kind('image', imageFields), imageHasOneSource)

export const userId = string(1, 255, /^[UW][A-Z0-9]+$/)

/** What every element that acts may carry. */
export const acting = { action_id: actionId, confirm: confirmDialog }
