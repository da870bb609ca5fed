import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes the next migration of both databases from the one definition: `npm run db:generate -- what_it_does`.
 * Without a change of the tables it writes nothing.
 * drizzle-kit cannot ask SQLite for STRICT tables, which refuse a value of the wrong type, so that is added here.
 */
const name = process.argv[2] ?? 'unnamed'

if (!/^[a-z0-9_]+$/.test(name)) {
  process.stderr.write('Name it by what it does: npm run db:generate -- adds_meetings\n')
  process.exit(1)
}

for (const dialect of ['sqlite', 'postgres']) {
  const config = `drizzle.${dialect}.config.ts`
  execFileSync('npx', ['drizzle-kit', 'generate', '--config', config, '--name', name], { stdio: 'inherit' })
}

const folder = new URL('./sqlite/', import.meta.url)

for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.sql'))) {
  const path = new URL(file, folder)
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\);$/gm, ') STRICT;'))
}
