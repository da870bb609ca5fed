import type { Measure } from '../measures.ts'
import { help, mine } from './acks.ts'
import { accept, send } from './changes.ts'
import { exports } from './export.ts'
import { home } from './home.ts'
import { idle } from './idle.ts'
import { lists } from './lists.ts'
import { pay } from './pay.ts'

/** What can be measured, by the names that people type. */
export const rows: Record<string, () => Promise<Measure[]>> = {
  mine,
  help,
  accept,
  send,
  pay,
  home,
  export: exports,
  idle,
  lists,
}
