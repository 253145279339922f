import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScripts } from '../../host-sdk/build/index.ts'
import { type BoundPort, bindPort } from '../../playground/server/bindPort.ts'
import { createSiweServer } from '../../playground/siwe-server/createSiweServer.ts'
import { type Bench, freshEmail, openBench } from '../fixtures/openBench.ts'
import { readmeBlocks } from '../fixtures/readmeBlocks.ts'
import { createWidgetFrame } from '../fixtures/widgetFrame.ts'

/** A site of an integrator who copied the README: its pages, and the server of the README behind them. */
let bench: Bench
let site: BoundPort
let origin: string
const folder = mkdtempSync(join(tmpdir(), 'openkey-scripts-'))
beforeAll(async () => {
  bench = await openBench()
  const { appUrl, widgetUrl } = bench.playground
  const { openkey, signIn } = await buildScripts({ outDir: folder })
  const copied = [
    ...readmeBlocks('host-sdk/README.md', 'By script tag', 'html'),
    '<button id="sign-in">Connect</button>',
  ]
  const element = readmeBlocks('host-sdk/README.md', 'The element', 'html').slice(0, 1)
  const page = [...copied.reverse(), ...element]
    .join('\n')
    .replace(/(openkey-\d[^"]*"\s+integrity=)"[^"]*"/, `$1"${openkey.integrity}"`)
    .replace(/(openkey-sign-in-[^"]*"\s+integrity=)"[^"]*"/, `$1"${signIn.integrity}"`)
    .replaceAll('https://cdn.example/', `${appUrl}/`)
    .replaceAll('https://openkey.example/', widgetUrl)

  site = await bindPort({ port: 0, serverName: 'site', variable: 'SITE' })
  origin = `http://localhost:${site.port}`
  const siwe = createSiweServer({ domain: new URL(origin).host })
  site.serve(async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/') return new Response(page, { headers: { 'content-type': 'text/html' } })
    if (pathname === '/session') {
      const body = String((await request.formData()).get('siwe'))
      return siwe.request('/verify', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    }
    return siwe.request(pathname.replace('/siwe', ''), request)
  })
})
afterAll(async () => {
  await site?.close()
  await bench?.stop()
  rmSync(folder, { recursive: true })
})

describe('the README of host-sdk', () => {
  test('signs a user in to a server by a form, without a line of JavaScript of the page', async () => {
    const { page, context } = await bench.newVisitor()
    const widget = createWidgetFrame(page, bench.playground.widgetUrl)
    await page.goto(origin)
    const continues = page.getByRole('button', { name: 'Continue' })
    await continues.click()
    expect(new URL(page.url()).pathname).toBe('/')
    await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
    await widget.connectByEmail(freshEmail(), bench.codeFor)
    await widget.grant('Sign in')
    await page.locator('openkey-sign-in:state(signed-in)').waitFor()
    const { message } = await page
      .locator('openkey-sign-in')
      .evaluate((element) => JSON.parse(Reflect.get(element, 'value')))
    const [answer] = await Promise.all([page.waitForResponse('**/session'), continues.click()])
    expect([answer.status(), await answer.json()]).toEqual([200, { address: message.split('\n')[1] }])
    await context.close()
  })

  test('connects on a press', async () => {
    const { page, context } = await bench.newVisitor()
    await page.goto(origin)
    await page.getByRole('button', { name: 'Connect' }).click()
    await createWidgetFrame(page, bench.playground.widgetUrl).button('Continue with e-mail').waitFor()
    await context.close()
  })
})
