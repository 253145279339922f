import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScripts, type Scripts, scriptSnippet, stubHash } from '../../../host-sdk/build/index.ts'
import { type MarkupAttack, markupAttacks } from '../../attackers/markupAttacks.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type AttackerServer, serveAttacker } from '../../fixtures/pages/serving/serveAttacker.ts'
import { type InjectedSite, serveInjectedSite } from '../../fixtures/pages/serving/serveInjectedSite.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

/**
 * An honest site whose policy allows only its own script files. Only the element controls the targets of forms,
 * connections, frames and relative URLs. One person is known to the widget.
 */
let environment: TestEnvironment
let site: InjectedSite
let attacker: AttackerServer
let scripts: Scripts
let person: Visitor
const folder = mkdtempSync(join(tmpdir(), 'openkey-scripts-'))
beforeAll(async () => {
  environment = await startEnvironment()
  attacker = await serveAttacker()
  scripts = await buildScripts({ outDir: folder })
  site = await serveInjectedSite({
    folder,
    files: { '/openkey.js': scripts.openkey.name, '/openkey-sign-in.js': scripts.signIn.name },
    script: pageScript,
    policy: `script-src 'self' ${stubHash(scripts)}; object-src 'none'; require-trusted-types-for 'script'`,
  })
  person = await environment.newVisitor()
  const { page } = person
  await page.goto(site.write(honestPage({})))
  const { widget, press, ends } = onPage(page)
  await press('honest')
  await widget.connectByEmail(freshEmail(), environment.codeFor)
  await widget.grant('Sign in')
  expect(await ends('honest')).toBe('signed in')
})
afterAll(async () => {
  await site?.stop()
  await attacker?.stop()
  await environment?.stop()
  rmSync(folder, { recursive: true })
})

const pageScript = `
window.outcomes = {}
for (const type of ['openkey:signedin', 'openkey:error'])
  addEventListener(type, ({ target, detail }) => {
    (window.outcomes[target.id] ??= []).push(detail.code === undefined ? 'signed in' : detail.details?.field ?? detail.code)
  })
`
declare global {
  interface Window {
    outcomes: Record<string, string[]>
  }
}

type Outcomes = { planted?: string | undefined; honest?: string | undefined; submit?: string | undefined }
type Injected = Partial<Record<MarkupAttack['place'], string>>

function honestPage({ top = '', before = '', after = '' }: Injected): string {
  const { origin } = site
  const snippet = scriptSnippet({
    ...scripts,
    base: `${origin}/`,
    widget: environment.playground.widgetUrl,
    appName: 'Notes',
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Notes</title><link rel="icon" href="data:,">
<script src="${origin}/page.js"></script>
${top}
${snippet.replaceAll(scripts.openkey.name, 'openkey.js')}
<script async src="${origin}/openkey-sign-in.js"></script>
<main>
${before}
<form id="session" method="post" action="/session">
  <openkey-sign-in id="honest" name="siwe" nonce-url="/siwe/nonce" verify-url="/siwe/verify" statement="Sign in to Notes."></openkey-sign-in>
  <button id="continue">Continue</button>
</form>
</main>
${after}`
}

function onPage(page: Page) {
  const widget = createWidgetFrame(page, environment.playground.widgetUrl)
  const ends = async (id: string) => {
    await page.waitForFunction((id) => window.outcomes[id]?.length, id)
    return page.evaluate((id) => window.outcomes[id]?.shift(), id)
  }
  const press = (id: string) => page.locator(`#${id}`).getByRole('button').click()
  return {
    widget,
    ends,
    press,
    /** Presses an element, and approves if a review is shown, because a person sees no difference. */
    async signIn(id: string) {
      await press(id)
      const ended = ends(id)
      const isShown = widget
        .button('Sign in')
        .waitFor()
        .then(
          () => true,
          () => false,
        )
      if (await Promise.race([ended.then(() => false), isShown])) await widget.grant('Sign in')
      else return ended
      const end = await ended
      // A refusal must come before anything is shown.
      return end === 'signed in' ? end : `${end} after a review`
    },
  }
}

describe('HTML without script, on an honest page', () => {
  test('control: sign-in works without it', async () => {
    const page = await person.context.newPage()
    await page.goto(site.write(honestPage({})))
    expect(await onPage(page).signIn('honest')).toBe('signed in')
    await page.locator('#continue').click()
    await page.getByText('You are signed in.').waitFor()
    await page.close()
  })

  test.for(markupAttacks.map((attack) => [attack.name, attack] as const))(
    'S20: gets nothing by %s',
    async ([, attack]) => {
      const page = await person.context.newPage()
      attacker.learned()
      await page.goto(site.write(honestPage({ [attack.place]: attack.html(attacker.origin) })))
      await page.waitForFunction(() => customElements.get('openkey-sign-in') !== undefined)
      const { signIn, ends } = onPage(page)
      const ended: Outcomes = {}
      if (attack.planted !== undefined) ended.planted = await signIn('planted')
      ended.honest = await signIn('honest')
      if (attack.submit !== undefined) {
        // If nothing refuses it, the page navigates away.
        const isLeft = page.waitForEvent('framenavigated').then(() => 'sent')
        await page.locator(attack.submit.press).click()
        ended.submit = await Promise.race([ends('honest').catch(() => isLeft), isLeft])
      }
      await page.waitForLoadState('load')
      const { planted, honest, submit } = attack
      expect(attacker.learned()).toEqual([])
      expect(ended).toEqual({ planted, honest, submit: submit?.refused })
      await page.close()
    },
  )

  test('S20: gets nothing by a document of its own in a frame, with scripts of the page and its origin', async () => {
    const page = await person.context.newPage()
    attacker.learned()
    const { origin } = site
    const inner = `<script src='${origin}/page.js'></script>
      <script src='${origin}/openkey.js' data-widget='${environment.playground.widgetUrl}' data-app-name='Notes'></script>
      <script src='${origin}/openkey-sign-in.js'></script>
      <openkey-sign-in id='planted' nonce-url='${attacker.origin}/nonce'></openkey-sign-in>`
    await page.goto(site.write(honestPage({ after: `<iframe name="inner" title="" srcdoc="${inner}"></iframe>` })))
    await page.frameLocator('iframe[name=inner]').locator('#planted').getByRole('button').click()
    const ended = page.frame('inner')?.waitForFunction(() => window.outcomes.planted?.[0])
    expect(await (await ended)?.jsonValue()).toBe('nonce-url')
    expect(attacker.learned()).toEqual([])
    await page.close()
  })
})
