import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../src/', import.meta.url))

/** `import … from`, `export … from`, `import` for its effect alone, and `import()`. */
const IMPORT =
  /^(?:import|export)\s+(?:type\s+)?[\w*{},\s]+?\sfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

type Source = {
  /** `views/card.ts`. */
  file: string
  /** `views`, or for a file that lies in no folder its own name: `change`. */
  room: string
  lines: string[]
  /** The text without comments. */
  code: string
  /** What it imports, of ours as `domain/text.ts`, of others as it is written. */
  imports: string[]
}

const sources: Source[] = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const code = withoutComments(text)
    const imports = [...code.matchAll(IMPORT)].map(([, from, alone, late]) => {
      const target = from ?? alone ?? late ?? ''
      return target.startsWith('.') ? relative(ROOT, join(ROOT, path, '..', target)) : target
    })
    return { file: path, room: roomOf(path), lines: text.split('\n'), code, imports }
  })

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

function roomOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '')
}

const isOurs = (path: string): boolean => path.endsWith('.ts')

/** Each line: a file and what it does that it may not. */
function violations(forbids: (source: Source) => string[]): string[] {
  return sources.flatMap((source) => forbids(source).map((what) => `${source.file}: ${what}`))
}

/** Whoever stands here may import those rooms, besides their own. A room that is not listed has no place yet. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  views: ['domain'],
  store: ['domain'],
  bot: ['domain', 'store'],
  delivery: ['domain', 'views', 'store', 'bot'],
  change: ['domain', 'store', 'bot'],
  commands: ['domain', 'views', 'store', 'delivery', 'change', 'bot'],
  scheduler: ['domain', 'views', 'store', 'delivery', 'change', 'bot'],
  http: ['bot'],
  config: ['domain', 'store'],
  app: ['domain', 'views', 'delivery', 'commands', 'bot'],
  start: ['domain', 'store', 'delivery', 'scheduler', 'bot', 'app', 'config', 'http'],
  scopes: [],
  doctor: ['domain', 'views', 'store', 'delivery', 'config', 'scopes'],
  main: ['scheduler', 'bot', 'config', 'start'],
}

it('reads the files that it judges', () => {
  expect(sources.length).toBeGreaterThan(40)
  expect(sources.find(({ file }) => file === 'views/handoff/buttons.ts')?.imports).toContain(
    'domain/answering/undo.ts',
  )
  expect(sources.find(({ file }) => file === 'store/open.ts')?.imports).toContain('store/sqlite.ts')
  expect(sources.find(({ file }) => file === 'views/slack/blocks.ts')?.imports).toContain('@slack/types')
})

it('every room imports only from the rooms below it', () => {
  expect(
    violations(({ room, imports }) => {
      const allowed = MAY_IMPORT[room]
      if (!allowed) return [`the room ${room} has no rule in this test`]
      return imports
        .filter((from) => isOurs(from) && roomOf(from) !== room && !allowed.includes(roomOf(from)))
        .map((from) => `imports ${from}`)
    }),
  ).toEqual([])
})

it('nothing imports the sandbox or the tests', () => {
  expect(
    violations(({ imports }) =>
      imports.filter((from) => from.startsWith('..')).map((from) => `imports ${from}`),
    ),
  ).toEqual([])
})

/** Each list: files that import each other in a ring, so that none of them can be read without the others. */
function circles(): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): void => {
    const back = path.indexOf(file)
    if (back >= 0) found.push([...path.slice(back), file])
    if (back >= 0 || done.has(file)) return
    const imports = sources.find((source) => source.file === file)?.imports ?? []
    for (const next of imports.filter(isOurs)) walk(next, [...path, file])
    done.add(file)
  }
  for (const { file } of sources) walk(file, [])
  return found
}

it('no file leads back to itself through its imports', () => {
  expect(circles()).toEqual([])
})

it('no arrow runs up: no two rooms import each other, on whatever way', () => {
  const reach = (room: string, seen = new Set<string>()): Set<string> => {
    for (const below of MAY_IMPORT[room] ?? []) if (!seen.has(below)) reach(below, seen.add(below))
    return seen
  }
  expect(Object.keys(MAY_IMPORT).filter((room) => reach(room).has(room))).toEqual([])
})

it('no folder holds more than fifteen files', () => {
  const root = join(ROOT, '..')
  const folders = ['src', 'sandbox', 'test', 'bench'].flatMap((top) => [
    top,
    ...readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  ])
  const crowded = folders.flatMap((folder) => {
    const files = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile())
    return files.length > 15 ? [`${folder}: ${files.length}`] : []
  })
  expect(crowded).toEqual([])
})

it('the composition root stays on its own', () => {
  expect(
    violations(({ imports }) => imports.filter((from) => from === 'main.ts').map(() => 'imports main.ts')),
  ).toEqual([])
})

/** Packages that only some files may know, so that each can be replaced in one place. */
const ONLY_IN: [what: string, packages: RegExp, where: RegExp][] = [
  ['Bolt', /^@slack\/bolt/, /^(app|start)\.ts$|^commands\//],
  ['Slack’s client', /^@slack\/web-api/, /^bot\.ts$|^(delivery|doctor)\//],
  ['SQLite', /^(better-sqlite3|drizzle-orm\/better-sqlite3)(\/|$)/, /^store\/sqlite\.ts$/],
  ['PostgreSQL', /^(pg|drizzle-orm\/node-postgres)(\/|$)/, /^store\/postgres\.ts$/],
  ['the query builder', /^drizzle-orm(\/|$)/, /^store\//],
  ['cron', /^node-cron/, /^scheduler\//],
  ['the logger', /^pino/, /^main\.ts$/],
]

it.each(ONLY_IN)('%s is known only where it belongs', (_what, packages, where) => {
  const known = sources.filter(({ imports }) => imports.some((from) => packages.test(from)))
  expect(known.length).toBeGreaterThan(0)
  expect(known.map(({ file }) => file).filter((file) => !where.test(file))).toEqual([])
})

it.each([
  ['domain', /^(zod|date-fns|@date-fns\/tz)$/],
  ['views', /^(@slack\/types|date-fns\/format|@date-fns\/utc|csv-stringify\/sync)$/],
  ['commands', /^(@slack\/types|@slack\/bolt|node:timers\/promises)$/],
] as const)('the room “%s” knows no package but the few it is made of', (room, packages) => {
  expect(
    violations((source) =>
      source.room === room
        ? source.imports
            .filter((from) => !isOurs(from) && !packages.test(from))
            .map((from) => `imports ${from}`)
        : [],
    ),
  ).toEqual([])
})

const found = ({ code }: Source, pattern: RegExp): string[] =>
  [...code.matchAll(new RegExp(pattern, 'g'))].map(([what]) => what.trim())

it('time, chance and the environment come only from the composition root', () => {
  const pattern = /new Date\(\)|Date\.now|performance\.now|Math\.random|randomUUID|process\.env/
  expect(
    violations((source) =>
      ['main', 'doctor', 'config'].includes(source.room) ? [] : found(source, pattern),
    ),
  ).toEqual([])
})

it('nothing behaves differently in a test', () => {
  expect(violations((source) => found(source, /NODE_ENV|VITEST|isTest\b/))).toEqual([])
})

it('no type is given up, and no finding silenced', () => {
  const comments = /@ts-(ignore|nocheck|expect-error)|biome-ignore/
  expect(
    violations((source) => [
      ...found(source, /(: |<|\bas |\| |= )any\b(?!\()/),
      ...source.lines.filter((line) => comments.test(line)).map((line) => line.trim()),
    ]),
  ).toEqual([])
})

it('nothing writes to the console', () => {
  expect(violations((source) => found(source, /\bconsole\.\w+/))).toEqual([])
})

it('no file is longer than three hundred lines, except the tables', () => {
  expect(
    violations(({ file, lines }) =>
      lines.length - 1 > 300 && file !== 'store/tables.ts' ? [`${lines.length - 1} lines`] : [],
    ),
  ).toEqual([])
})
