import { formatSiweMessage, type SiweMessage } from '@openkey/protocol/siwe'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, describe, expect, test } from 'vitest'
import { type RecipeName, type RunningRecipe, serveRecipe } from './serveRecipe.ts'

const account = privateKeyToAccount(generatePrivateKey())

let running: RunningRecipe | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

/** Starts a server. Returns what opens a browser, with cookies of its own, on a page of that server. */
async function start(recipe: RecipeName, pageOrigin?: string) {
  running = await serveRecipe(recipe, { pageOrigin })
  const { origin } = running
  return () => openBrowser(origin, pageOrigin)
}

function openBrowser(serverOrigin: string, pageOrigin = serverOrigin) {
  const cookies = new Map<string, string>()
  const cookieLines: string[] = []
  /** The header that a proxy adds when it ends TLS. */
  const forwarded = { 'x-forwarded-proto': new URL(pageOrigin).protocol.slice(0, -1) }
  type Body = string | URLSearchParams
  async function request(path: string, body?: Body, headers: Readonly<Record<string, string>> = {}) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(`${serverOrigin}${path}`, {
      redirect: 'manual',
      headers: { ...forwarded, origin: pageOrigin, cookie, ...headers },
      ...(body !== undefined && { method: 'POST', body }),
    })
    for (const line of response.headers.getSetCookie()) {
      cookieLines.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return response
  }
  return { domain: new URL(pageOrigin).host, cookies, cookieLines, request }
}

type Browser = ReturnType<typeof openBrowser>
type Signed = { readonly message: string; readonly signature: string }

/** How a page uses a server. */
type Page = {
  readonly nonce: (browser: Browser) => Promise<string>
  readonly post: (browser: Browser, signed: Signed) => Promise<Response>
  /** Returns whom the browser is signed in as afterwards. */
  readonly user: (browser: Browser, response: Response) => Promise<string | undefined>
}

const json = { 'content-type': 'application/json' }

const jsonPage: Page = {
  nonce: async ({ request }) => (await request('/siwe/nonce')).text(),
  post: ({ request }, signed) => request('/siwe/verify', JSON.stringify(signed), json),
  user: async (_, response) => (response.ok ? Object(await response.json()).address : undefined),
}

const tokenIn = async ({ request }: Browser) => /value="(\w+)"/.exec(await (await request('/')).text())?.[1] ?? ''
const csrfTokenOf = async ({ request }: Browser): Promise<string> =>
  Object(await (await request('/api/auth/csrf')).json()).csrfToken

const pages: Readonly<Record<RecipeName, Page>> = {
  express: jsonPage,
  next: jsonPage,
  form: {
    nonce: jsonPage.nonce,
    post: async (browser, signed) => {
      const fields = { siwe: JSON.stringify(signed), csrf_token: await tokenIn(browser) }
      return browser.request('/session', new URLSearchParams(fields))
    },
    user: async ({ request }) => /Signed in as (\w+)/.exec(await (await request('/')).text())?.[1],
  },
  nextAuth: {
    nonce: csrfTokenOf,
    post: async (browser, signed) =>
      browser.request(
        '/api/auth/callback/openkey',
        new URLSearchParams({ ...signed, csrfToken: await csrfTokenOf(browser) }),
      ),
    user: async ({ request }) => Object(await (await request('/api/auth/session')).json()).user?.name,
  },
}

async function sign(browser: Browser, nonce: string, changes: Partial<SiweMessage> = {}): Promise<Signed> {
  const message = formatSiweMessage({
    domain: browser.domain,
    address: account.address,
    uri: `http://${browser.domain}/`,
    version: '1',
    chainId: 1,
    nonce,
    issuedAt: new Date().toISOString(),
    expirationTime: new Date(Date.now() + 600_000).toISOString(),
    ...changes,
  })
  return { message, signature: await account.signMessage({ message }) }
}

async function signedInAs(recipe: RecipeName, browser: Browser, signed: Signed) {
  const { post, user } = pages[recipe]
  return user(browser, await post(browser, signed))
}

const recipes: readonly RecipeName[] = ['express', 'form', 'next', 'nextAuth']

describe.each(recipes)('the recipe %s', (recipe) => {
  const { nonce } = pages[recipe]

  test('signs in the account that has signed', async () => {
    const browser = (await start(recipe))()
    const signed = await sign(browser, await nonce(browser))
    expect(await signedInAs(recipe, browser, signed)).toBe(account.address)
  })

  test('rejects a message that was signed in another browser', async () => {
    const open = await start(recipe)
    const [attacker, victim] = [open(), open()]
    await nonce(victim)
    const signed = await sign(attacker, await nonce(attacker))
    expect(await signedInAs(recipe, victim, signed)).toBeUndefined()
  })

  test('rejects a message of a browser that has no nonce', async () => {
    const browser = (await start(recipe))()
    expect(await signedInAs(recipe, browser, await sign(browser, 'notOurNonce1'))).toBeUndefined()
  })

  test.for<readonly [string, Partial<SiweMessage>]>([
    ['for another domain', { domain: 'evil.example', uri: 'https://evil.example/' }],
    ['that has expired', { expirationTime: new Date(Date.now() - 1_000).toISOString() }],
    ['that is not valid yet', { notBefore: new Date(Date.now() + 300_000).toISOString() }],
    ['by another account', { address: privateKeyToAccount(generatePrivateKey()).address }],
  ])('rejects a message %s', async ([, changes]) => {
    const browser = (await start(recipe))()
    const signed = await sign(browser, await nonce(browser), changes)
    expect(await signedInAs(recipe, browser, signed)).toBeUndefined()
  })

  test.for([
    ['http', undefined, []],
    ['https', 'https://notes.example', ['Secure']],
  ] as const)(
    'keeps its secrets in cookies that no script and no other site can use, on %s',
    async ([, page, more]) => {
      const browser = (await start(recipe, page))()
      const signed = await sign(browser, await nonce(browser))
      expect(await signedInAs(recipe, browser, signed)).toBe(account.address)
      for (const line of browser.cookieLines) {
        const [, ...attributes] = line.split('; ').filter((text) => !/^(Expires|Max-Age)=/.test(text))
        expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', expect.stringMatching(/^SameSite=lax$/i), ...more])
      }
    },
  )
})

describe.each(['express', 'form', 'next'] as const)('the recipe %s', (recipe) => {
  test('rejects the same message again', async () => {
    const browser = (await start(recipe))()
    const { nonce, post } = pages[recipe]
    const signed = await sign(browser, await nonce(browser))
    await post(browser, signed)
    expect((await post(browser, signed)).status).toBe(401)
  })

  test('rejects the right signature after a wrong one', async () => {
    const browser = (await start(recipe))()
    const { nonce, post } = pages[recipe]
    const signed = await sign(browser, await nonce(browser))
    await post(browser, { ...signed, signature: await account.signMessage({ message: 'another text' }) })
    expect((await post(browser, signed)).status).toBe(401)
  })
})

describe.each(['express', 'next'] as const)('the recipe %s', (recipe) => {
  test.for(['junk', 'null', '{}', '{"message":"junk","signature":"0x"}'])('answers 401 to %s', async (body) => {
    const browser = (await start(recipe))()
    await pages[recipe].nonce(browser)
    expect((await browser.request('/siwe/verify', body, json)).status).toBe(401)
  })

  test.for([
    [{ ...json, origin: 'https://evil.example' }, 403],
    [{ ...json, origin: 'null' }, 403],
    [{ 'content-type': 'text/plain' }, { express: 401, next: 403 }[recipe]],
  ] as const)('rejects a request with %j', async ([headers, status]) => {
    const browser = (await start(recipe))()
    const signed = await sign(browser, await pages[recipe].nonce(browser))
    expect((await browser.request('/siwe/verify', JSON.stringify(signed), headers)).status).toBe(status)
  })
})

describe('the recipe form', () => {
  test.for(['junk', 'null', '{}', '{"message":"junk","signature":"0x"}'])('answers 401 to %s', async (siwe) => {
    const browser = (await start('form'))()
    await pages.form.nonce(browser)
    const csrf_token = await tokenIn(browser)
    expect((await browser.request('/session', new URLSearchParams({ siwe, csrf_token }))).status).toBe(401)
  })

  test.for([
    ['without a CSRF token', {}, {}],
    ['with another CSRF token', { csrf_token: 'x'.repeat(64) }, {}],
    ['from another site', undefined, { origin: 'https://evil.example' }],
  ] as const)('rejects a form %s', async ([, fields, headers]) => {
    const browser = (await start('form'))()
    const signed = await sign(browser, await pages.form.nonce(browser))
    const all = { siwe: JSON.stringify(signed), ...(fields ?? { csrf_token: await tokenIn(browser) }) }
    expect((await browser.request('/session', new URLSearchParams(all), headers)).status).toBe(403)
  })

  test('signs nobody in by a session id from before the sign-in', async () => {
    const open = await start('form')
    const [browser, attacker] = [open(), open()]
    const signed = await sign(browser, await pages.form.nonce(browser))
    for (const [name, value] of browser.cookies) attacker.cookies.set(name, value)
    expect(await signedInAs('form', browser, signed)).toBe(account.address)
    expect(await pages.form.user(attacker, new Response())).toBeUndefined()
  })
})

describe('the recipe nextAuth', () => {
  test('rejects a message without an end', async () => {
    const browser = (await start('nextAuth'))()
    const signed = await sign(browser, await csrfTokenOf(browser), { expirationTime: undefined })
    expect(await signedInAs('nextAuth', browser, signed)).toBeUndefined()
  })

  test('rejects a request without the CSRF token', async () => {
    const browser = (await start('nextAuth'))()
    const signed = await sign(browser, await csrfTokenOf(browser))
    await browser.request('/api/auth/callback/openkey', new URLSearchParams(signed))
    expect(await pages.nextAuth.user(browser, new Response())).toBeUndefined()
  })
})
