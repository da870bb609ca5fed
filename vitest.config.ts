import { defineConfig } from 'vitest/config'

// CI counts tests from this file, so that it can run the test command exactly as the README prints it.
const report = process.env.HANDOFF_TEST_REPORT

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/postgres.ts',
    // Whoever runs the tests sits in some time zone; no test may notice which.
    env: { TZ: 'UTC' },
    // A process for each file: the native SQLite module and TZ belong to a process, not to a thread.
    pool: 'forks',
    maxWorkers: 2,
    // These end what hangs. How fast something has to be is said by the tests that measure it.
    testTimeout: 600_000,
    hookTimeout: 180_000,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
})
