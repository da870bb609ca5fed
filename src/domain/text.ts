/**
 * Characters that reorder or hide the text around them. Direction marks for Hebrew and Arabic (U+200E, U+200F)
 * stay; overrides and isolates go, because they would reach beyond the words that somebody typed.
 */
const UNSEEN = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** What a person typed into a field of several lines, without what would break the message that shows it. */
export function cleanText(typed: string): string {
  return storable(typed).replace(/\r\n?/g, '\n').replace(UNSEEN, '').trim()
}

/** Without the two things that a database cannot keep: NUL, and half of a character. */
export const storable = (typed: string): string => typed.replace(/\0|\p{Cs}/gu, '')

/** The same for a field of one line. */
export function cleanLine(typed: string): string {
  return cleanText(typed).replace(/\s+/g, ' ')
}

/** Cuts between whole characters and says so with an ellipsis; `most` counts as Slack does, an emoji as two or more. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length >= most) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

/** Characters as people count them, so that an emoji is one. */
export const lengthOf = (text: string): number => [...text].length

/** How much there is to read: what nobody can see does not count, and a run of blanks counts once. */
export const weightOf = (text: string): number =>
  lengthOf(cleanLine(text.replace(/[\p{Cf}\u115f\u1160\u3164\uffa0\u2800]/gu, '')))
