import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it, vi } from 'vitest'
import { aSandbox, aWindow, handsOff, inBrowser, modal, newest, nextStep, says } from '../support/browser.ts'

// A whole browser starts, and draws what a person would look at; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

inBrowser('the sandbox in a browser', (browser) => {
  it('leads from /handoff to an accepted lead, a missed deadline, the stuck leads and the digest', async () => {
    const sandbox = await aSandbox({ history: true })
    const page = await aWindow(browser(), sandbox, 'sam')
    const guide = page.locator('#guide')
    await guide.getByRole('button', { name: 'Type it for me' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    for (const button of ['Next', 'Next', 'Send handoff']) await nextStep(page, button)
    await newest(page).getByText('Northwind Robotics').waitFor()
    await guide.getByRole('button', { name: 'Become Eva' }).click()
    await newest(page).getByRole('button', { name: 'Accept' }).click()
    await newest(page).getByText('owns it since').waitFor()
    await guide.getByRole('button', { name: 'Monday 09:00' }).click()
    await guide.getByRole('button', { name: 'Become Mia' }).click()
    await page.getByRole('heading', { level: 1, name: '# leadership' }).waitFor()
    const posts = page.locator('#feed article')
    await posts.filter({ hasText: 'handoffs need someone' }).last().getByText('Northwind Robotics').waitFor()
    const digest = posts.filter({ hasText: 'Handoffs, 16 Nov to 22 Nov' })
    await digest.getByRole('img', { name: /^AE acceptance by week/ }).waitFor()
    expect(await digest.locator('svg circle').count()).toBeGreaterThanOrEqual(6)
    await page
      .getByRole('button', { name: /Handoff \(unread\)|⇄ Handoff/ })
      .first()
      .click()
    await page
      .locator('#feed')
      .getByText(/H-\d+ Northwind Robotics is still waiting/)
      .waitFor()
  })

  it('stops a lead at the gate, at the field, and keeps what was typed', async () => {
    const sandbox = await aSandbox()
    const page = await aWindow(browser(), sandbox, 'sam')
    await says(page, '/handoff')
    await nextStep(page, 'Next')
    await modal(page).getByLabel('Budget', { exact: true }).selectOption({ label: 'Unknown' })
    await modal(page).getByLabel('Budget evidence').fill('Nobody said a number yet')
    await modal(page).getByRole('button', { name: 'Fill in an example' }).click()
    await modal(page).getByLabel('Timeline evidence').fill('Soon')
    await modal(page).getByRole('button', { name: 'Next', exact: true }).click()
    await modal(page).getByRole('alert').first().waitFor()
    expect(await modal(page).getByLabel('Timeline evidence').inputValue()).toBe('Soon')
    expect(await modal(page).getByLabel('Timeline evidence').getAttribute('aria-invalid')).toBe('true')
  })

  it('lets an AE decline with a reason, and the SDR offer the lead to somebody else', async () => {
    const sandbox = await aSandbox()
    const sam = await aWindow(browser(), sandbox, 'sam')
    await handsOff(sam)
    const eva = await aWindow(browser(), sandbox, 'eva')
    await newest(eva).getByRole('button', { name: 'Decline' }).click()
    await nextStep(eva, 'Decline')
    await newest(sam).getByText('declined').waitFor()
    await newest(sam).getByRole('button', { name: 'Re-offer' }).click()
    await modal(sam).getByLabel('Account executive').selectOption({ label: 'Omar Haddad' })
    await nextStep(sam, 'Re-offer')
    await newest(sam).getByText('Waiting for').waitFor()
    expect(await newest(sam).textContent()).toContain('For @Omar Haddad')
  })

  it('gives the lead to one of two people who click at the same moment, and tells the other', async () => {
    const sandbox = await aSandbox()
    const sam = await aWindow(browser(), sandbox, 'sam')
    await handsOff(sam)
    const pages = [await aWindow(browser(), sandbox, 'eva'), await aWindow(browser(), sandbox, 'mia')]
    // Both hold the button as it was: a click that waits for the page could land on what took its place.
    const held = await Promise.all(
      pages.map((page) =>
        page.locator('#feed article').first().getByRole('button', { name: 'Accept' }).elementHandle(),
      ),
    )
    await Promise.all(held.map((button) => button?.dispatchEvent('click')))
    await sam.locator('#feed article').first().getByText('@Eva Lind owns it since').waitFor()
    const refusal = (page: Page) => page.getByText('Only visible to you')
    await Promise.any(pages.map((page) => refusal(page).first().waitFor()))
    for (const page of pages) await page.locator('body:not(.working)').waitFor()
    const told = await Promise.all(pages.map((page) => refusal(page).count()))
    expect(told.sort()).toEqual([0, 1])
  })

  it('shows what waits while Slack limits us, and sends it afterwards', async () => {
    const sandbox = await aSandbox()
    const page = await aWindow(browser(), sandbox, 'sam')
    await page.getByRole('button', { name: 'Backstage' }).click()
    await page.getByLabel('Rate limited').check()
    await says(page, '/handoff')
    for (const button of ['Next', 'Next', 'Send handoff']) await nextStep(page, button)
    const backstage = page.locator('#backstage')
    await backstage.getByText(/Card, H-1: ratelimited/).waitFor()
    await backstage.getByLabel('Fine').check()
    await page.getByRole('button', { name: '+1 h' }).click()
    await backstage.getByText('Nothing waits: everything was sent.').waitFor()
    await page.locator('#feed article').filter({ hasText: 'Northwind Robotics' }).first().waitFor()
  })

  it('fits a phone: nothing to scroll sideways, and the card on one screen with its buttons', async () => {
    const sandbox = await aSandbox()
    await handsOff(await aWindow(browser(), sandbox, 'sam'))
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const page = await aWindow(browser(), sandbox, 'eva', phone)
    // The newest card is all there on arrival, although the guide takes its room a moment later.
    const toTheEnd =
      '(feed => feed.scrollHeight - feed.scrollTop - feed.clientHeight)(document.querySelector("#feed"))'
    await page.waitForFunction(`${toTheEnd} < 2`, undefined, { timeout: 10_000 })
    await page.locator('#guide').getByRole('button', { name: 'Dismiss' }).click()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    const card = await newest(page).boundingBox()
    const feed = await page.locator('#feed').boundingBox()
    expect(card?.height).toBeLessThan(feed?.height ?? 0)
    await newest(page).getByRole('button', { name: 'Accept' }).tap()
    await newest(page).getByText('owns it since').waitFor()
    await page.getByRole('button', { name: 'Conversations' }).tap()
    await page.getByRole('button', { name: '⇄ Handoff' }).tap()
    await page.getByRole('heading', { level: 1, name: 'Handoff' }).waitFor()
  })

  it('can be used with the keyboard alone', async () => {
    const sandbox = await aSandbox()
    const page = await aWindow(browser(), sandbox, 'sam')
    await page.getByRole('combobox', { name: 'Message' }).focus()
    await page.keyboard.type('/handoff m')
    await page.getByRole('option', { name: '/handoff mine' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('combobox', { name: 'Message' }).inputValue()).toBe('/handoff mine')
    await page.keyboard.press('Enter')
    await page.getByText('Only visible to you').waitFor()
    await page.keyboard.type('/handoff')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await modal(page).getByRole('heading', { level: 2 }).waitFor()
    await page.keyboard.type('Globex')
    expect(await modal(page).getByLabel('Company').inputValue()).toBe('Globex')
    await page.keyboard.press('Escape')
    await modal(page).waitFor({ state: 'hidden' })
  })

  it('breaks none of the rules for screen readers that a machine can check', async () => {
    const sandbox = await aSandbox({ history: true })
    const page = await aWindow(browser(), sandbox, 'mia')
    await page.addScriptTag({
      content: readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'),
    })
    await page.getByRole('button', { name: 'leadership' }).click()
    await page.getByRole('button', { name: 'Backstage' }).click()
    expect(await broken()).toEqual([])
    await page.getByLabel('You are').selectOption('sam')
    await page.getByRole('heading', { level: 1, name: '# handoffs' }).waitFor()
    await says(page, '/handoff')
    await modal(page).getByRole('heading', { level: 2 }).waitFor()
    expect(await broken()).toEqual([])

    function broken() {
      return page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
      )
    }
  })
})
