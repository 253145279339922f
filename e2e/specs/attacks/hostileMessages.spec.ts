import { hostileCalls } from '@openkey/protocol/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../fixtures/environment/browser/launchBrowser.ts'
import { buildPage } from '../../fixtures/pages/serving/buildPage.ts'
import { type PageServer, servePage } from '../../fixtures/pages/serving/servePage.ts'
import type { Damage } from '../../pages/ports/main.ts'

let browser: Browser
let server: PageServer
let page: Page

beforeAll(async () => {
  server = await servePage(await buildPage('ports'))
  browser = await launchBrowser()
  page = await (await browser.newContext()).newPage()
  await page.goto(`http://localhost:${server.port}`)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const guarded = (name: string): Promise<Damage> => page.evaluate((name) => window.attackGuarded(name), name)

/** The page is loaded anew, since the attack may have changed it. */
async function unguarded(name: string): Promise<Damage> {
  await page.reload()
  const damage = await page.evaluate((name) => window.attackUnguarded(name), name)
  await page.reload()
  return damage
}

const unharmed = { served: [], ranCode: false, polluted: false, uncaught: 0 }

describe('R4–R8, R10: guardEndpoint, over a port held by another frame', () => {
  test.for(hostileCalls.map(({ name, answer }) => ({ name, answer })))('refuses $name', async ({ name, answer }) => {
    const { heard, refused, ...harm } = await guarded(name)
    expect(harm).toEqual(unharmed)
    expect(refused).toHaveLength(1)
    const id = 'a77ac4e5'
    const error = { code: answer, message: expect.any(String) }
    const typed = { type: 'RAW', id, value: { ok: false, error: expect.objectContaining(error) } }
    expect(heard).toEqual(answer === undefined ? [] : [typed])
  })
})

describe('comlink without the guard', () => {
  test('runs code a peer sends as text', async () => {
    expect(await unguarded('CONSTRUCT of a function from a string')).toMatchObject({ ranCode: true })
  })

  test('lets a peer write to a built-in prototype', async () => {
    expect(await unguarded('SET of Object.prototype')).toMatchObject({ polluted: true })
  })

  test('lets a peer replace the method it serves', async () => {
    expect(await unguarded('SET of a method')).toMatchObject({ polluted: true })
  })

  test('lets a peer end the service', async () => {
    expect((await unguarded('RELEASE')).heard).toHaveLength(1)
  })

  test('throws uncaught on an argument with an unknown handler', async () => {
    expect(await unguarded('an argument with an unknown handler')).toMatchObject({ uncaught: 1 })
  })

  test.for(['an argument of 1 MiB', 'a Map', 'null as argument', 'two arguments'])('serves %s', async (name) => {
    expect((await unguarded(name)).served).toHaveLength(1)
  })
})
