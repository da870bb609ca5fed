import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { goalWords, isMet, type Measure } from './measures.ts'
import { rows } from './rows/index.ts'
import { clearAway, endChildren } from './run/leftovers.ts'
import { table } from './table.ts'

/** `npm run bench`: what the product costs, as numbers; docs/performance.md says what each means. */
process.env.TZ = 'UTC'

const HELP = `npm run bench -- [options] [rows]
  --json   print one JSON object instead of a table
  rows     only these, of: ${Object.keys(rows).join(', ')}`

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const wanted = positionals.length > 0 ? positionals : Object.keys(rows)

if (values.help || wanted.some((name) => !rows[name])) {
  process.stdout.write(`${HELP}\n`)
  process.exit(values.help ? 0 : 1)
}

process.once('exit', clearAway)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const measures: Measure[] = []

const notMeasured: { row: string; why: string }[] = []

const began = performance.now()

for (const [name, measure] of Object.entries(rows)) {
  if (!wanted.includes(name)) continue
  // What is printed as the result stays free of this.
  process.stderr.write(`measuring ${name} …\n`)
  try {
    measures.push(...(await measure()))
  } catch (error) {
    notMeasured.push({ row: name, why: error instanceof Error ? error.message : String(error) })
    endChildren()
  }
}

const around = {
  commit: commitNow(),
  at: new Date().toISOString(),
  node: process.version,
  cores: availableParallelism(),
  seconds: Math.round((performance.now() - began) / 1000),
}

process.stdout.write(values.json ? `${asJson()}\n` : `${asText()}\n`)

process.exit(notMeasured.length > 0 ? 1 : 0)

function asText(): string {
  const { commit, at, node, cores, seconds } = around
  return [
    table(measures),
    '',
    ...notMeasured.map(({ row, why }) => `${row} could not be measured: ${why}`),
    `Commit ${commit}, ${at.slice(0, 10)}, Node ${node.slice(1)}, ${cores} cores, ${seconds} s.`,
  ].join('\n')
}

function asJson(): string {
  const told = measures.map((measure) =>
    measure.goal ? { ...measure, goal: goalWords(measure), met: isMet(measure) } : measure,
  )
  return JSON.stringify({ ...around, measures: told, notMeasured }, null, 2)
}

function commitNow(): string {
  try {
    const asked = ['describe', '--always', '--dirty', '--exclude', '*']
    return execFileSync('git', asked, { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
