import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { createEmailCodes } from './emailCodes.ts'

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
}, startTimeoutMs)
afterAll(() => opened.close())

const secret = randomBytes(32)
const codesUnder = (...[first = secret, ...others]: Uint8Array[]) =>
  createEmailCodes({ database: opened.database, secrets: [first, ...others] })
const newAddress = () => `${randomUUID()}@example.com`
const wrongCodeOf = (code: string) => (code === '000000' ? '000001' : '000000')
const move = (email: string, interval: string) =>
  opened.database.execute(
    sql`UPDATE email_code SET expires_at = expires_at + ${interval}::interval WHERE email = ${email}`,
  )

describe('createEmailCodes', () => {
  test('returns one code to concurrent requests, and accepts it', async () => {
    const [codes, email] = [codesUnder(), newAddress()]
    const issued = await Promise.all(Array.from({ length: 12 }, () => codes.issue(email)))
    expect(issued).toEqual(Array(12).fill(expect.stringMatching(/^\d{6}$/)))
    expect(new Set(issued)).toHaveProperty('size', 1)
    expect(await codes.redeem(email, issued[0] ?? '')).toBe('accepted')
  })

  test('accepts a code once when it is sent several times concurrently', async () => {
    const [codes, email] = [codesUnder(), newAddress()]
    const code = await codes.issue(email)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => codes.redeem(email, code)))
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1)
    expect(await codes.redeem(email, code)).toBe('wrong')
  })

  test.each([
    ['before it', (right: Redeem, wrong: Redeem) => wrong().then(right)],
    ['twice before it', (right: Redeem, wrong: Redeem) => wrong().then(wrong).then(right)],
    ['at the same time', async (right: Redeem, wrong: Redeem) => (await Promise.all([wrong(), right(), wrong()]))[1]],
  ])('accepts the correct code with a wrong one %s', async (_, inOrder) => {
    for (let round = 0; round < 8; round++) {
      const [codes, email] = [codesUnder(), newAddress()]
      const code = await codes.issue(email)
      const outcome = await inOrder(
        () => codes.redeem(email, code),
        () => codes.redeem(email, wrongCodeOf(code)),
      )
      expect(outcome).toBe('accepted')
    }
  })

  test('issues the same code after a wrong one, and concurrently with it', async () => {
    const [codes, email] = [codesUnder(), newAddress()]
    const code = await codes.issue(email)
    const [again] = await Promise.all([codes.issue(email), codes.redeem(email, wrongCodeOf(code))])
    expect([again, await codes.issue(email)]).toEqual([code, code])
  })

  test('S21: counts concurrent wrong codes, and issues another code after three', async () => {
    const [codes, email] = [codesUnder(), newAddress()]
    const code = await codes.issue(email)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => codes.redeem(email, wrongCodeOf(code))))
    expect(outcomes.sort()).toEqual(['exhausted', 'exhausted', 'wrong', 'wrong', 'wrong'])
    expect(await codes.redeem(email, code)).toBe('exhausted')
    const other = await codes.issue(email)
    expect(await codes.redeem(email, other)).toBe('accepted')
  })

  test('expires a code after five minutes, and issues another', async () => {
    const [codes, email] = [codesUnder(), newAddress()]
    const code = await codes.issue(email)
    await move(email, '-4 minutes')
    expect(await codes.issue(email)).toBe(code)
    await move(email, '-5 minutes')
    expect(await codes.redeem(email, code)).toBe('expired')
    // Six digits may repeat, once in a million.
    const others = [await codes.issue(email)]
    await move(email, '-5 minutes')
    others.push(await codes.issue(email))
    expect(others).not.toEqual([code, code])
    expect(await codes.redeem(email, others[1] ?? '')).toBe('accepted')
  })

  test('rejects the code of another address', async () => {
    const [codes, one, other] = [codesUnder(), newAddress(), newAddress()]
    const code = await codes.issue(one)
    expect(await codes.redeem(other, code)).toBe('wrong')
    expect(await codes.redeem(one, code)).toBe('accepted')
  })

  test('stores codes sealed, and accepts them while their secret is accepted', async () => {
    const [email, next] = [newAddress(), randomBytes(32)]
    const code = await codesUnder().issue(email)
    const { rows } = (await opened.database.execute(sql`SELECT code FROM email_code WHERE email = ${email}`)) as {
      rows: { code: string }[]
    }
    expect(rows[0]?.code).not.toContain(code)
    expect(await codesUnder(next, secret).issue(email)).toBe(code)
    expect(await codesUnder(next).redeem(email, code)).toBe('wrong')
    const fresh = await codesUnder(next).issue(email)
    expect(await codesUnder(next).redeem(email, fresh)).toBe('accepted')
  })
})

type Redeem = () => Promise<string | undefined>
