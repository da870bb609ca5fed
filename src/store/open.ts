import type { DatabaseEvents, Db } from './database.ts'

export type DatabaseUrl = { kind: 'sqlite'; path: string } | { kind: 'postgres'; url: string }

/** `file:./data/handoff.db`, `:memory:` or `postgres://…`; nothing for anything else. */
export function parseDatabaseUrl(url: string): DatabaseUrl | undefined {
  if (url === ':memory:') return { kind: 'sqlite', path: url }
  if (url.startsWith('file:') && url.length > 'file:'.length)
    return { kind: 'sqlite', path: url.slice('file:'.length).replace(/^\/\/(?=\/)/, '') }
  if (/^postgres(ql)?:\/\//.test(url)) return { kind: 'postgres', url }
  return undefined
}

/** Only the driver that is needed is loaded. */
export async function openDatabase(url: DatabaseUrl, events: DatabaseEvents): Promise<Db> {
  if (url.kind === 'sqlite') return (await import('./sqlite.ts')).openSqlite(url.path, events.onStatement)
  return (await import('./postgres.ts')).openPostgres(url.url, events)
}
