import type { State } from '../slack/state.ts'

/**
 * What Slack stores of a line that a person typed: its special characters escaped and bare web addresses wrapped,
 * so that a typed "<!channel>" is only words.
 */
export const asTyped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/https?:\/\/[^\s<>|]+/g, (url) => `<${url}>`)

/** For commands that ask for it, Slack replaces typed names by ids. */
export const withIds = (text: string, state: State): string => {
  const people = [...state.people.values()]
  const channels = [...state.channels.values()]
  return text
    .replace(/@([a-z0-9._-]+)/g, (whole, handle: string) => {
      const person = people.find((one) => one.handle === handle)
      return person === undefined ? whole : `<@${person.id}|${handle}>`
    })
    .replace(/#([a-z0-9_-]+)/g, (whole, name: string) => {
      const channel = channels.find((one) => one.name === name)
      return channel === undefined ? whole : `<#${channel.id}|${name}>`
    })
}
