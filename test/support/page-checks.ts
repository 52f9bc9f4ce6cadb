import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { repositoryRoot } from './command-process.ts'

const screenshots = join(repositoryRoot, 'build', 'screenshots')

/** Holds the page as it stands to the rules of accessibility that axe knows: WCAG 2.2 AA and what is good practice. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  expect(found).to.deep.equal([])
}

/** Nothing is wider than the screen. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [pageWidth, screenWidth] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(pageWidth).to.equal(screenWidth)
}

/** Keeps what a person would see, for people: in build/screenshots. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  const path = join(screenshots, `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  console.log(`      screenshot: ${path}`)
}

/** What went wrong inside the page: errors of its scripts, and what its Content-Security-Policy stopped. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    // What a request that failed says stands in the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return complaints
}
