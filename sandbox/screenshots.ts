import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startSandbox } from './start.ts'

/** Takes the README's pictures from the sandbox, so that they show the product as it is: `npm run screenshots`. */
const IMAGES = join(import.meta.dirname, '../docs/images')

const WEDNESDAY = new Date('2026-11-18T15:00:00Z')

const say = (words: string) => process.stdout.write(`${words}\n`)

const sandbox = await startSandbox({ at: WEDNESDAY, empty: false, port: 0, say })

const browser = await openBrowser()

async function openAs(person: string, size = { width: 1180, height: 860 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1.5 })
  const page = await context.newPage()
  await page.addInitScript("sessionStorage.setItem('guide dismissed', 'yes')")
  await page.goto(`${sandbox.page.url}#as=${person}`)
  await page.getByRole('heading', { level: 1, name: '# handoffs' }).waitFor()
  return page
}

async function picture(of: Locator, name: string): Promise<void> {
  await of.page().mouse.move(0, 0)
  await of.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' })
  say(`Took ${name}.png`)
}

const sam = await openAs('sam')

const modal = sam.locator('#modal')

const form = sam.locator('#modal form')

const fillIn = async () => {
  await modal.getByRole('button', { name: 'Fill in an example' }).click()
  await sam.locator('body:not(.working)').waitFor()
}

const next = async (title: string, button = 'Next') => {
  await modal.getByRole('button', { name: button, exact: true }).click()
  await modal.getByRole('heading', { name: title }).waitFor()
}

await sam.getByRole('combobox', { name: 'Message' }).fill('/handoff')

await sam.getByRole('button', { name: 'Send', exact: true }).click()

await fillIn()

await next('Qualification')

await modal.getByLabel('Authority', { exact: true }).selectOption({ label: 'Unknown' })

await fillIn()

await modal.getByLabel('Authority', { exact: true }).selectOption({ label: 'Unknown' })

await modal.getByRole('button', { name: 'Next', exact: true }).click()

await modal.getByRole('alert').first().waitFor()

await picture(form, 'gate')

await fillIn()

await next('Handover')

await fillIn()

await picture(form, 'form')

await modal.getByRole('button', { name: 'Send handoff' }).click()

const card = sam.locator('#feed article').last()

await card.getByText('Northwind Robotics').waitFor()

await picture(card, 'card')

const mia = await openAs('mia', { width: 1180, height: 2000 })

await mia.getByRole('button', { name: 'Monday 09:00' }).click()

await mia.getByRole('button', { name: /leadership/ }).click()

const posts = mia.locator('#feed article')

const digest = posts.filter({ hasText: 'Handoffs, 16 Nov' })

await digest.waitFor({ timeout: 60_000 })

await picture(digest, 'digest')

await picture(posts.filter({ hasText: 'handoffs need someone' }).last(), 'stuck')

await mia.setViewportSize({ width: 1180, height: 800 })

await mia.getByRole('button', { name: 'Backstage' }).click()

await picture(mia.locator('body'), 'sandbox')

await browser.close()

await sandbox.close()

process.exit(0)
