import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../database/openDatabase.ts'
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
const someone = () => `${randomUUID()}@example.com`
const wrongCodeOf = (code: string) => (code === '000000' ? '000001' : '000000')
const move = (email: string, interval: string) =>
  opened.database.execute(
    sql`UPDATE email_code SET expires_at = expires_at + ${interval}::interval WHERE email = ${email}`,
  )

describe('createEmailCodes', () => {
  test('gives one code to all who ask at once, and it is taken', async () => {
    const [codes, email] = [codesUnder(), someone()]
    const issued = await Promise.all(Array.from({ length: 12 }, () => codes.issue(email)))
    expect(issued).toEqual(Array(12).fill(expect.stringMatching(/^\d{6}$/)))
    expect(new Set(issued)).toHaveProperty('size', 1)
    expect(await codes.take(email, issued[0] ?? '')).toBe('taken')
  })

  test('takes a code once, however often it comes at the same moment', async () => {
    const [codes, email] = [codesUnder(), someone()]
    const code = await codes.issue(email)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => codes.take(email, code)))
    expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
    expect(await codes.take(email, code)).toBe('wrong')
  })

  test.each([
    ['before it', (right: Take, wrong: Take) => wrong().then(right)],
    ['twice before it', (right: Take, wrong: Take) => wrong().then(wrong).then(right)],
    ['at the same moment', async (right: Take, wrong: Take) => (await Promise.all([wrong(), right(), wrong()]))[1]],
  ])('takes the right code where a wrong one comes %s', async (_, inOrder) => {
    for (let round = 0; round < 8; round++) {
      const [codes, email] = [codesUnder(), someone()]
      const code = await codes.issue(email)
      const outcome = await inOrder(
        () => codes.take(email, code),
        () => codes.take(email, wrongCodeOf(code)),
      )
      expect(outcome).toBe('taken')
    }
  })

  test('issues the same code after a wrong one, also to who asks at the same moment', async () => {
    const [codes, email] = [codesUnder(), someone()]
    const code = await codes.issue(email)
    const [again] = await Promise.all([codes.issue(email), codes.take(email, wrongCodeOf(code))])
    expect([again, await codes.issue(email)]).toEqual([code, code])
  })

  test('S21: counts wrong codes that come at once, and issues another code after three', async () => {
    const [codes, email] = [codesUnder(), someone()]
    const code = await codes.issue(email)
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => codes.take(email, wrongCodeOf(code))))
    expect(outcomes.sort()).toEqual(['used_up', 'used_up', 'wrong', 'wrong', 'wrong'])
    expect(await codes.take(email, code)).toBe('used_up')
    const other = await codes.issue(email)
    expect(await codes.take(email, other)).toBe('taken')
  })

  test('ends a code after five minutes, and issues another', async () => {
    const [codes, email] = [codesUnder(), someone()]
    const code = await codes.issue(email)
    await move(email, '-4 minutes')
    expect(await codes.issue(email)).toBe(code)
    await move(email, '-5 minutes')
    expect(await codes.take(email, code)).toBe('expired')
    // Six digits may repeat, once in a million.
    const others = [await codes.issue(email)]
    await move(email, '-5 minutes')
    others.push(await codes.issue(email))
    expect(others).not.toEqual([code, code])
    expect(await codes.take(email, others[1] ?? '')).toBe('taken')
  })

  test('takes a code of one address for no other', async () => {
    const [codes, one, other] = [codesUnder(), someone(), someone()]
    const code = await codes.issue(one)
    expect(await codes.take(other, code)).toBe('wrong')
    expect(await codes.take(one, code)).toBe('taken')
  })

  test('keeps codes sealed, and takes them while their secret is accepted', async () => {
    const [email, next] = [someone(), randomBytes(32)]
    const code = await codesUnder().issue(email)
    const { rows } = (await opened.database.execute(sql`SELECT code FROM email_code WHERE email = ${email}`)) as {
      rows: { code: string }[]
    }
    expect(rows[0]?.code).not.toContain(code)
    expect(await codesUnder(next, secret).issue(email)).toBe(code)
    expect(await codesUnder(next).take(email, code)).toBe('wrong')
    const fresh = await codesUnder(next).issue(email)
    expect(await codesUnder(next).take(email, fresh)).toBe('taken')
  })
})

type Take = () => Promise<string | undefined>
