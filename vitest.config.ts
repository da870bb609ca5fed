import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// CI counts tests from this file, so that it can run the test command exactly as the README prints it.
const report = process.env.HANDOFF_TEST_REPORT

// What `npm run test:fast` sets: rules, views and the store on SQLite, without another process, database or browser.
const fast = process.env.HANDOFF_TEST_FAST === '1'

const FAST = ['test/*.test.ts', 'test/{domain,views,store,delivery}/**/*.test.ts']

// What is about bases of a million rows or about several processes is for the whole run.
const NOT_FAST = ['test/store/{scale,sqlite,together}.test.ts']

// One of these that begins last would be waited for alone.
const LONGEST_FIRST = [
  'test/year/year.test.ts',
  'test/stories/load/nine_oclock.test.ts',
  'test/stories/load/big_company.test.ts',
  'test/stories/posts.test.ts',
  'test/stories/calendars.test.ts',
  'test/stories/deadlines.test.ts',
  'test/store/together.test.ts',
  'test/process/start_and_stop.test.ts',
  'test/process/kill.test.ts',
  'test/process/two_processes.test.ts',
  'test/browser/sandbox.test.ts',
  'test/stories/',
  'test/store/scale.test.ts',
  'test/store/',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST_FIRST.findIndex((name) => moduleId.includes(name))
      return found < 0 ? LONGEST_FIRST.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    include: fast ? FAST : ['test/**/*.test.ts'],
    exclude: fast ? NOT_FAST : [],
    globalSetup: fast ? [] : 'test/support/postgres.ts',
    // Whoever runs the tests sits in some time zone; no test may notice which.
    env: { TZ: 'UTC' },
    // A process for each file: the native SQLite module and TZ belong to a process, not to a thread.
    pool: 'forks',
    // Loading the product is most of what small tests cost; the fast ones load it once for each core.
    isolate: !fast,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // These end what hangs, in seconds. A file that needs longer says so, and why.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
