import { clip } from '../../domain/text.ts'
import { bold, code, type Message, message } from '../slack/blocks.ts'

/** Generated from the table that routes, so it can neither miss a word nor promise one. */
export function help(command: string, words: readonly { usage: string; means: string }[]): Message {
  return message([
    [bold('Handoff'), ' moves a lead from an SDR to an AE so that it is not lost on the way.'],
    ...words.map(({ usage, means }) => [code(`${command} ${usage}`.trim()), `: ${means}`]),
    ['It reads no messages; it only knows what you tell it.'],
  ])
}

/** For something it does not know: never silence. */
export function unknownWord(typed: string, helped: Message): Message {
  const said = message([[`There is no “${clip(typed, 100)}” here. This is what there is:`]])
  return { text: `${said.text}\n${helped.text}`, blocks: [...said.blocks, ...helped.blocks] }
}
