import type Sqlite from 'better-sqlite3'
import { getTableColumns } from 'drizzle-orm'
import { sqliteTables } from '../../src/store/tables.ts'

type Copies = {
  count: number
  /** How much later each copy lives than the one before. */
  everyMs: number
  tables: (keyof typeof sqliteTables)[]
  /** Columns that differ from copy to copy otherwise, as SQL of the copy's number `n.i`. */
  but?: Record<string, string>
}

/**
 * Copies a lead so many times, with whatever columns the tables have: its id stands in every id and name of it, so
 * replacing that makes another one. A million rows take seconds this way, and still are what the product wrote.
 */
export function copyLead(
  file: Sqlite.Database,
  id: string,
  { count, everyMs, tables, but = {} }: Copies,
): void {
  for (const name of tables) {
    const columns = Object.entries(getTableColumns(sqliteTables[name]))
    const table = snake(name)
    const key = columns.some(([column]) => column === 'handoffId') ? 'handoff_id' : 'id'
    const values = columns.map(([property, { dataType }]) => {
      const column = snake(property)
      if (but[column] !== undefined) return but[column]
      if (dataType === 'date') return `t.${column} + n.i * ${everyMs}`
      if (column === 'ref') return `t.ref * 1000000 + n.i`
      return dataType === 'string' ? `replace(t.${column}, '${id}', ${copyOf(id)})` : `t.${column}`
    })
    file.exec(`
      create temp table one as select * from main.${table} where ${key} = '${id}';
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
      insert into main.${table} (${columns.map(([property]) => snake(property)).join(', ')})
      select ${values.join(', ')} from n cross join one as t;
      drop table one;`)
  }
}

/** The id of a copy, as SQL. Like the product's own ids they differ in their first letters, and are in no order. */
export const copyOf = (id: string, nth = 'n.i'): string =>
  `printf('%08x-', ((${nth}) * 2654435761) % 4294967296) || '${id}'`

/** One after the other of these, as SQL for `but`. */
export const eachOf = (ids: readonly string[]): string =>
  `json_extract('${JSON.stringify(ids)}', '$[' || (n.i % ${ids.length}) || ']')`

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
