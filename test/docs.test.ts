import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMMAND, forms, words } from '../src/commands/index.ts'
import { environment } from '../src/config.ts'
import { jobs } from '../src/scheduler/index.ts'
import { scopes } from '../src/scopes.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe('the documentation', () => {
  it('lists every setting with what it is for, and no other', () => {
    const rows = [...read('docs/settings.md').matchAll(/^\| `([A-Z_]+)` \| .* \| (.+) \|$/gm)]
    expect(rows.map(([, name, means]) => [name, means])).toEqual(
      Object.entries(environment.shape).map(([name, schema]) => [name, schema.description]),
    )
  })

  it('names no setting that does not exist', () => {
    const named = [
      ...`${read('README.md')}${read('docs/install.md')}`.matchAll(/\b(HANDOFF_[A-Z_]+|SLACK_[A-Z_]+)\b/g),
    ]
    const known = Object.keys(environment.shape)
    expect(named.map(([, name]) => name).filter((name) => !name || !known.includes(name))).toEqual([])
  })

  it('lists every word of the command', () => {
    const readme = read('README.md')
    for (const { usage } of words) expect(readme).toContain(`| \`${`${COMMAND} ${usage}`.trim()}\` |`)
  })

  it('gives the reason of every permission', () => {
    const rows = [...read('docs/install.md').matchAll(/^\| `([a-z:]+)` \| (.+) \|$/gm)]
    expect(rows.map(([, name, why]) => ({ name, why }))).toEqual(scopes)
  })

  it('lists every job', () => {
    const operations = read('docs/operations.md')
    for (const { name, means } of jobs) expect(operations).toContain(`| \`${name}\` | ${means} |`)
  })

  it('links only to files that are there', () => {
    const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')]
    const missing = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => new URL(target ?? '', new URL(`../${page}`, import.meta.url)))
        .filter((url) => !isThere(url))
        .map(({ pathname }) => `${page} → ${pathname}`),
    )
    expect(missing).toEqual([])
  })
})

describe('the routing table', () => {
  it('has a handler for every form that a button or a word opens', () => {
    const views = readdirSync(new URL('../src/views/', import.meta.url), {
      recursive: true,
      encoding: 'utf8',
    })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(`src/views/${file}`))
    const named = views.flatMap((source) => [
      ...[...source.matchAll(/\bform: '([a-z_]+)'/g)].map(([, name]) => name),
      ...[...source.matchAll(/\bsectionModal\('([a-z_]+)'/g)].map(([, section]) => `settings_${section}`),
    ])
    const withoutSubmit = ['broken', 'dead', 'erased', 'history', 'settings']
    expect(named.filter((name) => name && !withoutSubmit.includes(name)).sort()).toEqual(
      Object.keys(forms).sort(),
    )
  })
})

function pagesIn(folder: string): string[] {
  return readdirSync(new URL(`../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`)
}

const isThere = (url: URL): boolean => existsSync(url)
