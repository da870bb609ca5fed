import { recordsOf } from '../json.ts'
import {
  anything,
  boolean,
  both,
  byType,
  type Check,
  integer,
  kind,
  list,
  need,
  on,
  oneOf,
  rule,
  string,
} from './check.ts'
import { chart, dataTable, table } from './data.ts'
import { actionsElements, cardButton, contextActions, inputElements, sectionAccessories } from './elements.ts'
import { richTextBlock } from './rich-text.ts'
import { anyText, blockId, imageElement, imageFields, imageHasOneSource, plainText, webUrl } from './text.ts'

const id = { block_id: blockId }

const onePrimary = rule(({ elements }) =>
  recordsOf(elements).filter(({ style }) => style === 'primary').length > 1
    ? 'no more than one primary button allowed'
    : undefined,
)

const section = both(
  kind('section', {
    ...id,
    text: anyText(3000),
    fields: list(1, 10, anyText(2000)),
    accessory: byType(sectionAccessories),
    expand: boolean,
  }),
  rule(({ text, fields }) =>
    text === undefined && fields === undefined ? 'must provide either text or fields' : undefined,
  ),
)

const context = kind('context', {
  ...id,
  elements: need(
    list(1, 10, (value, at, report) =>
      byType({
        image: imageElement,
        plain_text: anyText(3000),
        mrkdwn: anyText(3000),
      })(value, at, report),
    ),
  ),
})

const input = on(
  ['modal', 'home'],
  both(
    kind('input', {
      ...id,
      label: need(plainText(2000)),
      element: need(byType(inputElements)),
      hint: plainText(2000),
      optional: boolean,
      dispatch_action: boolean,
    }),
    rule(({ element, dispatch_action }) =>
      dispatch_action === true && recordsOf([element])[0]?.type === 'file_input'
        ? 'file_input does not support dispatch_action'
        : undefined,
    ),
  ),
)

const card = kind('card', {
  ...id,
  hero_image: imageElement,
  icon: imageElement,
  slack_icon: anything,
  title: anyText(150),
  subtitle: anyText(150),
  body: anyText(200),
  subtext: anyText(200),
  actions: list(1, 3, byType({ button: cardButton })),
})

const taskCard = kind('task_card', {
  ...id,
  task_id: need(string(1, 255)),
  title: need(string(1, 3000)),
  details: richTextBlock,
  output: richTextBlock,
  sources: list(0, 100, kind('url', { url: need(webUrl(3000)), text: need(string(1, 3000)) })),
  status: need(oneOf('pending', 'in_progress', 'complete', 'error')),
})

const simple: Record<string, Check> = {
  actions: both(kind('actions', { ...id, elements: need(list(1, 25, byType(actionsElements))) }), onePrimary),
  context,
  divider: kind('divider', id),
  header: kind('header', { ...id, text: need(plainText(150)), level: integer(1, 4) }),
  image: both(kind('image', { ...id, ...imageFields, title: plainText(2000) }), imageHasOneSource),
  input,
  rich_text: richTextBlock,
  section,
  table,
  video: kind('video', {
    ...id,
    video_url: need(webUrl(3000)),
    thumbnail_url: need(webUrl(3000)),
    alt_text: need(string(1, 2000)),
    title: need(plainText(200)),
    title_url: webUrl(3000),
    author_name: string(1, 50),
    provider_name: string(1, 50),
    provider_icon_url: webUrl(3000),
    description: plainText(200),
  }),
}

const titled = rule(({ title, rich_text_title }) =>
  (title === undefined) === (rich_text_title === undefined)
    ? 'must provide either title or rich_text_title'
    : undefined,
)

/** Every kind of block, with where it may be used. */
export const anyBlock = byType({
  ...simple,
  alert: on(
    ['modal'],
    kind('alert', {
      ...id,
      text: need(anyText(200)),
      level: oneOf('default', 'info', 'warning', 'error', 'success'),
    }),
  ),
  card,
  carousel: on(
    ['message', 'home'],
    kind('carousel', { ...id, elements: need(list(1, 10, byType({ card }))) }),
  ),
  container: on(
    ['message', 'home'],
    both(
      kind('container', {
        ...id,
        title: plainText(150),
        rich_text_title: richTextBlock,
        subtitle: anyText(150),
        child_blocks: need(list(1, 10, byType(simple))),
        width: oneOf('narrow', 'standard', 'wide', 'full'),
        icon: imageElement,
        is_collapsible: boolean,
        default_collapsed: boolean,
        has_header_divider: boolean,
      }),
      titled,
    ),
  ),
  context_actions: on(
    ['message'],
    kind('context_actions', { ...id, elements: need(list(1, 5, byType(contextActions))) }),
  ),
  data_table: dataTable,
  data_visualization: chart,
  markdown: on(['message'], kind('markdown', { ...id, text: need(string(1, 12_000)) })),
  plan: on(
    ['message'],
    kind('plan', {
      ...id,
      title: need(string(1, 3000)),
      tasks: list(0, 50, byType({ task_card: taskCard })),
    }),
  ),
  task_card: on(['message'], taskCard),
})
