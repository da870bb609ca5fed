import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { findBrowser, openBrowser } from '../../sandbox/browser.ts'
import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { temporaryFolder } from './databases.ts'

/** A suite in a real browser. Without one it is skipped with a word on what to install; in CI that is a failure. */
export function inBrowser(name: string, suite: (browser: () => Browser) => void): void {
  if (!findBrowser() && !process.env.CI) {
    describe.skip(`${name}: SKIPPED, because no Chromium was found (Debian: apt install chromium)`, () =>
      suite(missing))
    return
  }
  describe(name, () => {
    let open: Browser | undefined
    beforeAll(async () => {
      open = await openBrowser()
    })
    afterAll(() => open?.close())
    suite(() => open ?? missing())
  })
}

function missing(): Browser {
  throw new Error('there is no browser')
}

/** Wednesday 18 November 2026, 10:00 in New York and 16:00 in Stockholm. */
const WEDNESDAY = new Date('2026-11-18T15:00:00Z')

/** The sandbox as `npm run sandbox` starts it, for one test. */
export async function aSandbox(options: { history?: boolean } = {}): Promise<Sandbox> {
  const base = options.history ? { db: await copyOfHistory() } : {}
  const sandbox = await startSandbox({
    at: WEDNESDAY,
    empty: !options.history,
    port: 0,
    say: () => undefined,
    ...base,
  })
  onTestFinished(() => sandbox.close())
  return sandbox
}

const kept = temporaryFolder()

afterAll(() => kept.remove())

let played: Promise<string> | undefined

/** The eight weeks are lived through once for a file of tests, and each of them goes on from a copy. */
async function copyOfHistory(): Promise<string> {
  played ??= playHistory()
  const original = await played
  const folder = mkdtempSync(join(kept.path, 'copy-'))
  for (const name of readdirSync(original)) copyFileSync(join(original, name), join(folder, name))
  return join(folder, 'history.db')
}

async function playHistory(): Promise<string> {
  const folder = mkdtempSync(join(kept.path, 'played-'))
  const db = join(folder, 'history.db')
  await (await startSandbox({ at: WEDNESDAY, db, port: 0, say: () => undefined })).close()
  return folder
}

/** A window in which one person looks at the sandbox. What it asks for outside this machine, and what breaks, fails the test. */
export async function aWindow(
  browser: Browser,
  sandbox: Sandbox,
  person: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    bypassCSP: true,
    ...options,
  })
  const page = await context.newPage()
  // For what never comes; a machine that has much else to do is not a failure.
  page.setDefaultTimeout(120_000)
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol !== 'data:' && !['localhost', '127.0.0.1'].includes(hostname)) broken.push(request.url())
  })
  await page.goto(`${sandbox.page.url}#as=${person}`)
  await page.getByRole('heading', { level: 1, name: '# handoffs' }).waitFor()
  onTestFinished(async () => {
    await context.close()
    if (broken.length > 0) throw new Error(broken.join('\n'))
  })
  return page
}

/** Types a line into the composer and sends it. */
export async function says(page: Page, line: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Message' }).fill(line)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

export const modal = (page: Page) => page.locator('#modal')

/** Fills one step of a form with its example and goes on. */
export async function nextStep(page: Page, button: string): Promise<void> {
  const title = (await modal(page).getByRole('heading').first().textContent()) ?? ''
  await modal(page).getByRole('button', { name: 'Fill in an example' }).click()
  await page.locator('body:not(.working)').waitFor()
  await modal(page).getByRole('button', { name: button, exact: true }).click()
  await modal(page).getByRole('heading', { name: title, exact: true }).waitFor({ state: 'hidden' })
}

export async function handsOff(page: Page): Promise<void> {
  await says(page, '/handoff')
  await nextStep(page, 'Next')
  await nextStep(page, 'Next')
  await nextStep(page, 'Send handoff')
  await newest(page).getByText('Northwind Robotics').waitFor()
}

/** The last message of the conversation that is open. */
export const newest = (page: Page) => page.locator('#feed article').last()
