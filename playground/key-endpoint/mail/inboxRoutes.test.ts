import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { handleError } from '../http/httpError.ts'
import { createInbox } from './inbox.ts'
import { inboxRoutes } from './inboxRoutes.ts'

const publicUrl = 'http://api.openkey.localhost:5175'

async function build() {
  const inbox = createInbox({ clock: { now: () => 0 } })
  await inbox.send({ to: 'ada@example.com', subject: '111111 is your code', text: 'first' })
  await inbox.send({ to: 'grace@example.com', subject: '222222 is your code', text: '<script>alert(1)</script>' })
  const app = new Hono().onError(handleError({ log: () => {} })).route('/', inboxRoutes({ inbox, publicUrl }))
  return { inbox, get: (path: string, base = publicUrl) => app.request(new URL(path, base).href) }
}

describe('inboxRoutes', () => {
  test('shows emails newest first, as text, on a page without scripts', async () => {
    const response = await (await build()).get('/inbox')
    const page = await response.text()
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(page.indexOf('222222')).toBeLessThan(page.indexOf('111111'))
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toMatch(/<script|<style|style=| on\w+=/)
  })

  test('reloads only if its reader chooses so', async () => {
    const { get } = await build()
    const refresh = '<meta http-equiv="refresh" content="3" />'
    expect(await (await get('/inbox')).text()).not.toContain(refresh)
    expect(await (await get('/inbox?reload=3')).text()).toContain(refresh)
  })

  test('returns the emails to one address as JSON', async () => {
    const response = await (await build()).get('/inbox.json?to=Ada@example.com')
    expect(await response.json()).toEqual({
      letters: [{ to: 'ada@example.com', subject: '111111 is your code', text: 'first', sentAt: 0 }],
    })
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['http://127.0.0.1:5175', 'http://localhost:5175'])('responds under %s', async (base) => {
    expect((await (await build()).get('/inbox.json', base)).status).toBe(200)
  })

  test('does not respond under a foreign name that resolves to this host', async () => {
    expect((await (await build()).get('/inbox.json', 'http://rebound.example:5175')).status).toBe(404)
  })

  test('keeps the last fifty emails', async () => {
    const { inbox } = await build()
    for (let count = 0; count < 60; count++) await inbox.send({ to: 'a@example.com', subject: `${count}`, text: '' })
    expect(inbox.emails().map(({ subject }) => subject)).toEqual(Array.from({ length: 50 }, (_, age) => `${59 - age}`))
  })
})
