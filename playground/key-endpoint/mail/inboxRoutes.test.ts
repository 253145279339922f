import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { answerError } from '../http/answerError.ts'
import { createInbox } from './inbox.ts'
import { inboxRoutes } from './inboxRoutes.ts'

const publicUrl = 'http://api.openkey.localhost:5175'

async function build() {
  const inbox = createInbox({ clock: { now: () => 0 } })
  await inbox.send({ to: 'ada@example.com', subject: '111111 is your code', text: 'first' })
  await inbox.send({ to: 'grace@example.com', subject: '222222 is your code', text: '<script>alert(1)</script>' })
  const app = new Hono().onError(answerError({ log: () => {} })).route('/', inboxRoutes({ inbox, publicUrl }))
  return { inbox, get: (path: string, base = publicUrl) => app.request(new URL(path, base).href) }
}

describe('inboxRoutes', () => {
  test('shows letters newest first, as text, on a page without script', async () => {
    const response = await (await build()).get('/inbox')
    const page = await response.text()
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(page.indexOf('222222')).toBeLessThan(page.indexOf('111111'))
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).not.toMatch(/<script|<style|style=| on\w+=/)
  })

  test('answers the letters to one address as JSON', async () => {
    const response = await (await build()).get('/inbox.json?to=Ada@example.com')
    expect(await response.json()).toEqual({
      letters: [{ to: 'ada@example.com', subject: '111111 is your code', text: 'first', sentAt: 0 }],
    })
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['http://127.0.0.1:5175', 'http://localhost:5175'])('answers under %s', async (base) => {
    expect((await (await build()).get('/inbox.json', base)).status).toBe(200)
  })

  test('does not answer under a foreign name that resolves here', async () => {
    expect((await (await build()).get('/inbox.json', 'http://rebound.example:5175')).status).toBe(404)
  })

  test('keeps the last fifty letters', async () => {
    const { inbox } = await build()
    for (let count = 0; count < 60; count++) await inbox.send({ to: 'a@example.com', subject: `${count}`, text: '' })
    expect(inbox.letters().map(({ subject }) => subject)).toEqual(Array.from({ length: 50 }, (_, age) => `${59 - age}`))
  })
})
