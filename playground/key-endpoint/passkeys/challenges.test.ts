import { describe, expect, test } from 'vitest'
import { createChallenges } from './challenges.ts'

const challenge = Buffer.alloc(32, 7).toString('base64url')

function build({ secrets = ['one'], claimed = new Set<string>() } = {}) {
  let now = 1_800_000_000_000
  const [first = '', ...others] = secrets
  const challenges = createChallenges({
    secrets: [Buffer.from(first), ...others.map((secret) => Buffer.from(secret))],
    clock: { now: () => now },
    claimOnce: async (subject) => !claimed.has(subject) && claimed.add(subject) !== undefined,
  })
  return { challenges, advance: (ms: number) => (now += ms) }
}

const unknown = { status: 400, message: 'Challenge token not found or expired' }

describe('createChallenges', () => {
  test('S21: stores nothing for a pending ceremony, and any replica can finish it', async () => {
    const claimed = new Set<string>()
    const [one, two] = [build({ claimed }).challenges, build({ claimed }).challenges]
    const tokens = Array.from({ length: 20_000 }, () => one.issue(challenge))
    expect(claimed.size).toBe(0)
    expect(await two.take(tokens[0] ?? '')).toBe(challenge)
  })

  test('S21: accepts a challenge once, on any replica', async () => {
    const claimed = new Set<string>()
    const [one, two] = [build({ claimed }).challenges, build({ claimed }).challenges]
    const token = one.issue(challenge)
    await one.take(token)
    await expect(two.take(token)).rejects.toMatchObject(unknown)
  })

  test('accepts what was issued under a secret that is being replaced', async () => {
    const token = build({ secrets: ['old'] }).challenges.issue(challenge)
    expect(await build({ secrets: ['new', 'old'] }).challenges.take(token)).toBe(challenge)
    await expect(build({ secrets: ['new'] }).challenges.take(token)).rejects.toMatchObject(unknown)
  })

  test('refuses a token after five minutes', async () => {
    const { challenges, advance } = build()
    const token = challenges.issue(challenge)
    advance(300_000)
    await expect(challenges.take(token)).rejects.toMatchObject({ status: 400, message: 'Challenge token expired' })
  })

  test.each([
    ['another user', 'eve'],
    ['a sign-in', undefined],
  ])('refuses a token of one user’s registration for %s', async (_, userId) => {
    const { challenges } = build()
    await expect(challenges.take(challenges.issue(challenge, 'ada'), userId)).rejects.toMatchObject(unknown)
  })

  test.each<[string, (token: string) => string]>([
    ['another challenge', (token) => `A${token.slice(1)}`],
    ['a later expiry', (token) => token.replace(/\.\w+\./, '.zzzzzzzz.')],
    ['another signature', (token) => `${token.slice(0, -2)}AA`],
    ['one part more', (token) => `${token}.x`],
    ['no parts', () => 'token'],
    ['nothing', () => ''],
  ])('refuses a token with %s', async (_, bend) => {
    const { challenges } = build()
    await expect(challenges.take(bend(challenges.issue(challenge)))).rejects.toMatchObject(unknown)
  })

  test('fits the 128 characters that clients accept', () => {
    expect(build().challenges.issue(challenge).length).toBeLessThanOrEqual(128)
  })
})
