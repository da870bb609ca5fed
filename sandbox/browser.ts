import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian, Ubuntu, macOS and Windows put a Chromium; `CHROMIUM` names another. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Nothing but the page itself may ask for anything, so the browser's own errands are off. */
const ARGUMENTS = [...QUIET, '--disable-component-update', '--disable-sync', '--no-sandbox']

export const findBrowser = (): string | undefined =>
  [process.env.CHROMIUM ?? '', ...PLACES].find((path) => path !== '' && existsSync(path))

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error(
      'no Chromium was found: install one (Debian: apt install chromium) or set CHROMIUM to its path',
    )
  return chromium.launch({ executablePath, args: ARGUMENTS })
}
