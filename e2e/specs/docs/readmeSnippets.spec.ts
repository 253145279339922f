import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type FencedBlock, fencedBlocks } from '../../fixtures/packages/readme/fencedBlocks.ts'
import { type SnippetSite, serveSnippetSite } from '../../fixtures/packages/readme/serveSnippetSite.ts'
import { approveAll } from '../../fixtures/widget/approveAll.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'
import type {} from '../../pages/readme/runSnippet.ts'

const all = ['host-sdk/README.md', 'README.md'].flatMap(fencedBlocks)
const runs = new Set(['ts', 'tsx', 'html', 'vue', 'svelte'])
const server = find(({ code }) => code.includes("from 'hono'"))
const readers = all.filter((block) => runs.has(block.language) && block !== server)

function find(matches: (block: FencedBlock) => boolean): FencedBlock {
  const block = all.find(matches)
  if (block === undefined) throw new Error('The README lacks a block that others need.')
  return block
}

/** One person who does what the README says. */
let environment: TestEnvironment
let site: SnippetSite
let person: Visitor
beforeAll(async () => {
  environment = await startEnvironment()
  site = await serveSnippetSite({
    blocks: readers,
    server,
    shared: find(({ code }) => code.startsWith('// openkey.js')),
    snippet: find(({ section, language }) => section === 'By script tag' && language === 'html'),
    headers: find(({ language }) => language === 'http'),
    playground: environment.playground,
  })
  person = await environment.newVisitor()
  await person.context.addInitScript(() => {
    window.violations = []
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      window.violations.push(`${violatedDirective} ${blockedURI}`)
    })
  })
  const { page, widget } = await visit(
    find(({ section, language }) => section === 'In your own app' && language === 'html'),
  )
  await page.getByRole('button', { name: 'Sign in' }).click()
  await widget.connectByEmail(freshEmail(), environment.codeFor)
  await page.getByText('Signed in as').waitFor()
})
afterAll(async () => {
  await site?.stop()
  await environment?.stop()
})

/** Opens the page of a block, and hears what goes wrong on it. */
async function visit(block: FencedBlock) {
  const page = await person.context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(`${site.origin}${site.pathOf(block)}`)
  return {
    page,
    widget: createWidgetFrame(page, environment.playground.widgetUrl),
    complaints: async () => [...errors, ...(await page.evaluate(() => window.violations))],
  }
}

/** Waits for the result that the README promises. */
async function reachEnd(page: Page, { language, code }: FencedBlock): Promise<void> {
  if (language === 'ts') {
    const ended = await page.evaluate(() => window.ended)
    // The node here is of a later generation than the published client, and refuses what that has had signed.
    const failure = code.includes('@tinycloudlabs/web-sdk')
      ? expect.stringContaining('session key delegation')
      : undefined
    return expect(ended).toEqual(failure)
  }
  if (language === 'html' && !/<button|<openkey-sign-in/.test(code)) {
    await page.waitForFunction(() => Reflect.get(window, 'OpenKey')?.version !== undefined)
    return
  }
  await page.getByRole('button', { name: 'Sign in' }).click()
  const signedIn = page.getByRole('button', { name: /^Signed in as 0x[0-9a-fA-F]{40}$/ })
  await signedIn.or(page.locator('openkey-sign-in:state(signed-in)')).waitFor()
}

describe('README', () => {
  test('shows exactly the examples that run below', () => {
    const count = (name: string) => all.filter(({ language }) => language === name).length
    expect([...runs].map((name) => [name, count(name)])).toEqual([
      ['ts', 17],
      ['tsx', 1],
      ['html', 5],
      ['vue', 1],
      ['svelte', 1],
    ])
    expect(readers).toHaveLength(24)
    const others = all.filter(({ language }) => !runs.has(language)).map(({ language }) => language)
    expect([...new Set(others)].sort()).toEqual(['http', 'mermaid', 'sh', 'text'])
  })

  test.for(readers.map((block, index) => [block.language, block.section, index] as const))(
    'runs: %s of “%s” (%i)',
    async ([, , index]) => {
      const block = readers[index] ?? server
      const { page, widget, complaints } = await visit(block)
      await approveAll(widget.locator, reachEnd(page, block))
      expect(await complaints()).toEqual([])
      await page.close()
    },
  )

  test('runs: its server, which verified whoever signed in to it', () => {
    expect(site.verdicts.filter((verdict) => verdict.startsWith('/siwe/verify'))).toEqual([
      '/siwe/verify 200',
      '/siwe/verify 200',
    ])
  })

  test.for(['junk', 'null', '{}', '{"message":"junk","signature":"0x"}'])(
    'runs: its server, which rejects %s with 401',
    async (body) => {
      const { status } = await fetch(`${site.origin}/siwe/verify`, { method: 'POST', body })
      expect(status).toBe(401)
    },
  )
})

declare global {
  interface Window {
    violations: string[]
  }
}
