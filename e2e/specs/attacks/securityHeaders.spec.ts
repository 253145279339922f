import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { watchFrame } from '../../fixtures/asserts/watchFrame.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Asks the running widget server, as a browser would. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${new URL(environment.playground.widgetUrl).port}${path}`, init)
}

function directives(policy: string | null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (policy ?? '').split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(' ')
      return [name, values.join(' ')]
    }),
  )
}

const keyEndpoint = () => `http://api.openkey.localhost:${environment.proxy.port}`

describe('the running widget server', () => {
  test('S9, S11: sends the document with the documented policy, and no header that loosens it', async () => {
    const { headers, status } = await ask('/')
    expect(status).toBe(200)
    expect(directives(headers.get('content-security-policy'))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': keyEndpoint(),
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': 'https: http://localhost:* http://*.localhost:* http://127.0.0.1:*',
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
  })

  test('S18: sends the document with these headers, no cookie and no COOP', async () => {
    const { headers } = await ask('/')
    const {
      date,
      etag,
      connection,
      'keep-alive': keepAlive,
      'content-length': length,
      ...rest
    } = Object.fromEntries(headers)
    expect(rest).toEqual({
      'cache-control': 'no-cache',
      'content-encoding': 'gzip',
      'content-security-policy': expect.any(String),
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'cross-origin',
      'permissions-policy': expect.stringMatching(
        /^publickey-credentials-get=\(self\), publickey-credentials-create=\(self\), clipboard-write=\(self\), (\w+(-\w+)*=\(\)(, |$))+$/,
      ),
      'referrer-policy': 'no-referrer',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
  })

  test('S9: sends every file of the widget with the same policy, for itself alone', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy')
    const paths = [...(await (await ask('/')).text()).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    )
    expect(paths.length).toBeGreaterThan(1)
    for (const path of paths) {
      const { headers, status } = await ask(path)
      expect({ path, status, ...Object.fromEntries(headers) }).toMatchObject({
        path,
        status: 200,
        'content-security-policy': policy,
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      })
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('set-cookie')).toBeNull()
    }
  })

  test.for([
    { path: '/nothing-here', method: 'GET', status: 404 },
    { path: '/%2e%2e/package.json', method: 'GET', status: 404 },
    { path: '/', method: 'POST', status: 405 },
    { path: '/', method: 'OPTIONS', status: 405 },
  ])('S18: answers $method $path with $status, under the same policy', async ({ path, method, status }) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-security-policy')).toBe(
      (await ask('/')).headers.get('content-security-policy'),
    )
    expect(await response.text()).toBe('')
  })
})

describe('a complete sign-in', () => {
  test('S9, S15, S18: breaks no policy, talks to the widget and its key endpoint only, and knows no cookie', async () => {
    const { page, context } = await environment.newVisitor()
    const { appUrl, widgetUrl } = environment.playground
    const watch = await watchFrame(page, widgetUrl)
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    await app.open()
    await app.pressSignIn()
    await widget.enterByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Add a passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()

    expect(watch.violations).toEqual([])
    expect(watch.complaints).toEqual([])
    expect([...new Set(watch.requests)].sort()).toEqual(
      [`GET ${keyEndpoint()}`, `POST ${keyEndpoint()}`, `GET ${widgetUrl}`].sort(),
    )
    expect(watch.cookies).toEqual([])
    expect(await context.cookies()).toEqual([])
    await context.close()
  })

  test('S9: would have been caught breaking one', async () => {
    const { page, context } = await environment.newVisitor()
    const { appUrl, widgetUrl } = environment.playground
    const watch = await watchFrame(page, widgetUrl)
    const app = createAppPage(page, appUrl)
    await app.open()
    await app.pressSignIn()
    const widget = createWidgetFrame(page, widgetUrl)
    await widget.button('Continue with email').waitFor()
    await widget.document().evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: 'https://tracker.example/pixel.png' }))
      void fetch('https://tracker.example/').catch(() => {})
      try {
        document.body.innerHTML = '<p>'
      } catch {}
    })
    await expect
      .poll(() => watch.violations.toSorted())
      .toEqual([
        'connect-src https://tracker.example/',
        'img-src https://tracker.example/pixel.png',
        'require-trusted-types-for trusted-types-sink',
      ])
    expect(watch.complaints.length).toBeGreaterThan(0)
    await context.close()
  })
})
