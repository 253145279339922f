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
  test('accepts a nonce of any replica with the secret', () => {
    expect(build().nonces.isFresh(build().nonces.current())).toBe(true)
  })

  test('rejects a nonce under another secret', () => {
    expect(build('other').nonces.isFresh(build().nonces.current())).toBe(false)
  })

  test('accepts a nonce under the previous secret during a rotation', () => {
    expect(build('new', 'old').nonces.isFresh(build('old').nonces.current())).toBe(true)
    expect(build('new', 'old').nonces.current()).toBe(build('new').nonces.current())
  })

  test('issues another nonce in the next window, and accepts the previous one', () => {
    const { nonces, advance } = build()
    const nonce = nonces.current()
    advance(150_000)
    expect(nonces.current()).not.toBe(nonce)
    expect(nonces.isFresh(nonce)).toBe(true)
  })

  test('rejects a nonce that is older than five minutes', () => {
    const { nonces, advance } = build()
    const nonce = nonces.current()
    advance(300_000)
    expect(nonces.isFresh(nonce)).toBe(false)
  })

  test.each(['', 'x', '\u{1f511}'])('rejects %j', (nonce) => {
    expect(build().nonces.isFresh(nonce)).toBe(false)
  })
})
