import { describe, expect, test } from 'vitest'
import { createNonces } from './nonces.ts'

function build(...[first = 'one', ...others]: readonly string[]) {
  let now = 1_800_000_000_000
  const nonces = createNonces({
    secrets: [Buffer.from(first), ...others.map((one) => Buffer.from(one))],
    clock: { now: () => now },
  })
  return { nonces, advance: (ms: number) => (now += ms) }
}

describe('createNonces', () => {
  test('accepts what any replica with the secret gave out', () => {
    expect(build().nonces.isFresh(build().nonces.current())).toBe(true)
  })

  test('refuses what was given out under another secret', () => {
    expect(build('other').nonces.isFresh(build().nonces.current())).toBe(false)
  })

  test('accepts what was given out under a secret that is being replaced', () => {
    expect(build('new', 'old').nonces.isFresh(build('old').nonces.current())).toBe(true)
    expect(build('new', 'old').nonces.current()).toBe(build('new').nonces.current())
  })

  test('gives out another one after a while, and accepts the one before it', () => {
    const { nonces, advance } = build()
    const nonce = nonces.current()
    advance(150_000)
    expect(nonces.current()).not.toBe(nonce)
    expect(nonces.isFresh(nonce)).toBe(true)
  })

  test('refuses one of more than five minutes ago', () => {
    const { nonces, advance } = build()
    const nonce = nonces.current()
    advance(300_000)
    expect(nonces.isFresh(nonce)).toBe(false)
  })

  test.each(['', 'x', '\u{1f511}'])('refuses what was never a nonce: %j', (nonce) => {
    expect(build().nonces.isFresh(nonce)).toBe(false)
  })
})
