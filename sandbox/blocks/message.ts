import { type Fields, fieldsOf, isFields, listOf, recordsOf, textOf } from '../json.ts'
import { boolean, byType, type Check, kind, list, need, Report, rule, string } from './check.ts'
import { anyBlock } from './kinds.ts'
import { plainText } from './text.ts'

/** All strings that a reader could see, for limits that count characters over a whole message. */
export const charactersIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0)
  if (!isFields(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum + (key === 'text' && typeof item === 'string' ? item.length : charactersIn(item)),
    0,
  )
}

/** The interactive elements of a block, wherever Slack lets them sit, each with a pointer to it. */
export const elementsOf = (block: Fields): Fields[] => {
  if (block.type === 'input') return recordsOf([block.element])
  if (block.type === 'section') return recordsOf([block.accessory]).filter(({ type }) => type !== 'image')
  if (block.type === 'actions' || block.type === 'context_actions') return recordsOf(block.elements)
  if (block.type === 'card') return recordsOf(block.actions)
  if (block.type === 'carousel') return recordsOf(block.elements).flatMap(elementsOf)
  return []
}

/** Containers hold further blocks; readers and rules see those as if they stood in the message themselves. */
export const flatBlocks = (blocks: Fields[]): Fields[] =>
  blocks.flatMap((block) =>
    block.type === 'container' ? [block, ...recordsOf(block.child_blocks)] : [block],
  )

const uniqueIds = (blocks: unknown, at: string, report: Report): void => {
  const blockIds = new Set<string>()
  let focused = 0
  listOf(blocks).forEach((block, index) => {
    for (const one of flatBlocks(recordsOf([block]))) {
      const blockId = textOf(one.block_id)
      if (blockId !== '' && blockIds.has(blockId)) {
        report.say(`${at}/${index}/block_id`, `block_id "${blockId}" already exists`)
      }
      blockIds.add(blockId)
      const actionIds = new Set<string>()
      for (const element of elementsOf(one)) {
        const actionId = textOf(element.action_id)
        if (actionId !== '' && actionIds.has(actionId)) {
          report.say(`${at}/${index}`, `\`action_id\` "${actionId}" already exists in this block`)
        }
        actionIds.add(actionId)
        if (element.focus_on_load === true) focused += 1
      }
    }
  })
  if (focused > 1) report.say(at, 'only one element may set focus_on_load')
}

const perMessage: { type: string; atMost: number }[] = [
  { type: 'data_visualization', atMost: 2 },
  { type: 'table', atMost: 1 },
]

const charactersPerMessage: { type: string; atMost: number }[] = [
  { type: 'markdown', atMost: 12_000 },
  { type: 'table', atMost: 10_000 },
  { type: 'data_table', atMost: 10_000 },
]

const overallLimits = (blocks: Fields[], at: string, report: Report): void => {
  const ofType = (type: string) => flatBlocks(blocks).filter((block) => block.type === type)
  for (const { type, atMost } of perMessage) {
    if (ofType(type).length > atMost) report.say(at, `no more than ${atMost} ${type} blocks allowed`)
  }
  for (const { type, atMost } of charactersPerMessage) {
    if (charactersIn(ofType(type)) > atMost)
      report.say(at, `${type} text must be less than ${atMost + 1} characters`)
  }
}

export const checkMessageBlocks = (blocks: unknown): string[] => {
  const report = new Report('message')
  list(0, 50, anyBlock)(blocks, '/blocks', report)
  uniqueIds(blocks, '/blocks', report)
  overallLimits(recordsOf(blocks), '/blocks', report)
  return report.messages
}

const shared = {
  private_metadata: string(0, 3000),
  callback_id: string(0, 255),
  external_id: string(0, 255),
}

const modal = kind('modal', {
  ...shared,
  title: need(plainText(24)),
  submit: plainText(24),
  close: plainText(24),
  clear_on_close: boolean,
  notify_on_close: boolean,
  submit_disabled: boolean,
  blocks: need(list(1, 100, anyBlock)),
})

const home = kind('home', { ...shared, blocks: need(list(0, 100, anyBlock)) })

const submitForInputs = rule(({ type, blocks, submit }) =>
  type === 'modal' && submit === undefined && recordsOf(blocks).some((block) => block.type === 'input')
    ? 'missing required field: submit (the view has input blocks)'
    : undefined,
)

export const checkView = (view: unknown): string[] => {
  const type = fieldsOf(view).type
  const report = new Report(type === 'home' ? 'home' : 'modal')
  const whole: Check = byType({ modal, home })
  whole(view, '/view', report)
  submitForInputs(view, '/view', report)
  uniqueIds(fieldsOf(view).blocks, '/view/blocks', report)
  overallLimits(recordsOf(fieldsOf(view).blocks), '/view/blocks', report)
  return report.messages
}
