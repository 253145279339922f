import { describe, expect, test } from 'vitest'
import { createChallenges } from './challenges.ts'

const challenge = Buffer.alloc(32, 7).toString('base64url')

function build({ secrets = ['one'], consumed = new Set<string>() } = {}) {
  let now = 1_800_000_000_000
  const [first = '', ...others] = secrets
  const challenges = createChallenges({
    secrets: [Buffer.from(first), ...others.map((secret) => Buffer.from(secret))],
    clock: { now: () => now },
    replayGuard: { consume: async (value) => !consumed.has(value) && consumed.add(value) !== undefined },
  })
  return { challenges, advance: (ms: number) => (now += ms) }
}

const unknown = { status: 400, message: 'Challenge token not found or expired' }

describe('createChallenges', () => {
  test('S21: stores nothing for a pending ceremony, so that any replica can finish it', async () => {
    const consumed = new Set<string>()
    const [one, two] = [build({ consumed }).challenges, build({ consumed }).challenges]
    const tokens = Array.from({ length: 20_000 }, () => one.issue(challenge))
    expect(consumed.size).toBe(0)
    expect(await two.consume(tokens[0] ?? '')).toBe(challenge)
  })

  test('S21: accepts a challenge once, on any replica', async () => {
    const consumed = new Set<string>()
    const [one, two] = [build({ consumed }).challenges, build({ consumed }).challenges]
    const token = one.issue(challenge)
    await one.consume(token)
    await expect(two.consume(token)).rejects.toMatchObject(unknown)
  })

  test('accepts a token issued under the previous secret during a rotation', async () => {
    const token = build({ secrets: ['old'] }).challenges.issue(challenge)
    expect(await build({ secrets: ['new', 'old'] }).challenges.consume(token)).toBe(challenge)
    await expect(build({ secrets: ['new'] }).challenges.consume(token)).rejects.toMatchObject(unknown)
  })

  test('rejects a token after five minutes', async () => {
    const { challenges, advance } = build()
    const token = challenges.issue(challenge)
    advance(300_000)
    await expect(challenges.consume(token)).rejects.toMatchObject({ status: 400, message: 'Challenge token expired' })
  })

  test.each([
    ['another user', 'eve'],
    ['a sign-in', undefined],
  ])('rejects the token of a user’s registration for %s', async (_, userId) => {
    const { challenges } = build()
    await expect(challenges.consume(challenges.issue(challenge, 'ada'), userId)).rejects.toMatchObject(unknown)
  })

  test.each<[string, (token: string) => string]>([
    ['another challenge', (token) => `A${token.slice(1)}`],
    ['a later expiry', (token) => token.replace(/\.\w+\./, '.zzzzzzzz.')],
    ['another signature', (token) => `${token.slice(0, -2)}AA`],
    ['an additional part', (token) => `${token}.x`],
    ['no parts', () => 'token'],
    ['nothing', () => ''],
  ])('rejects a token with %s', async (_, tamper) => {
    const { challenges } = build()
    await expect(challenges.consume(tamper(challenges.issue(challenge)))).rejects.toMatchObject(unknown)
  })

  test('fits the 128 characters that clients accept', () => {
    expect(build().challenges.issue(challenge).length).toBeLessThanOrEqual(128)
  })
})
