import { relativeCost } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { sendCodeBody } from './auth/emailCodeRoutes.ts'
import { explainMessage } from './delegate/explainMessage.ts'
import { parseBody, parseForm } from './http/readBody.ts'
import { signBody } from './keys/signRoute.ts'
import { isNarrower } from './narrowing/isNarrower.ts'
import { narrowMessage } from './narrowing/narrowMessage.ts'
import { readBaseline } from './narrowing/readBaseline.ts'
import { authenticationBody, registrationBody } from './passkeys/responseSchemas.ts'
import { costlyBodies, costlyForms } from './testing/costlyBodies.ts'
import { signInMessage } from './testing/signInMessage.ts'

/**
 * In hashes of the same bytes, which a busy machine slows down to the same degree. Hashing 256 KiB takes about 2 ms.
 * Four reads.
 */
const mostHashes = 400
const rounds = 12

/** Repeats the measurement while it exceeds the limit: the minimum of more samples is closer to the truth. */
function expectCost(text: string, read: (text: string) => unknown, limit = mostHashes): void {
  const { sample, cost } = relativeCost(text, read, Math.ceil(limit / 10))
  for (let round = 0; round < rounds && (round < 2 || cost() >= limit); round++) sample()
  expect(cost()).toBeLessThan(limit)
}

describe('parseBody', () => {
  test.each(costlyBodies)('S21: takes time in proportion to the body: %s', (_, text) =>
    expectCost(text, (body) => {
      for (const schema of [authenticationBody, registrationBody, sendCodeBody, signBody]) {
        expect(() => parseBody(body, schema)).toThrow()
      }
    }),
  )
})

describe('parseForm', () => {
  test.each(costlyForms)('S21: takes time in proportion to the form: %s', (_, text) =>
    expectCost(text, (form) => {
      expect(() => parseForm(form, z.object({ client_id: z.string().max(64) }))).toThrow()
    }),
  )
})

/** What a user can send with a session, which anybody with an email address has. */
describe('a message to narrow or to sign without a person', () => {
  const address = '0x2c7536E3605D9C16a7a3D7b1898e529396a65c23'
  const account = { address, chainId: 1 } as const
  const many = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, n) => name(n))
  const networks = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [`urn:network:${n}`, many(3, (index) => `a/${index}`)]),
  )
  const messages = [
    ['many abilities', { raw: { 'urn:a:b': many(200, (n) => `a/${n}`) } }],
    ['many resources', { raw: networks }],
    [
      'long paths',
      {
        inAccount: {
          kv: Object.fromEntries(
            many(20, (n) => `${n}${'a/'.repeat(150)}`).map((path) => [path, ['tinycloud.kv/get']]),
          ),
        },
      },
    ],
  ] as const

  test.each(messages)('S21: is read in time proportional to its length: %s', (_, options) => {
    const text = signInMessage({ address, ...options })
    const { actionIds } = readBaseline(text)
    const half = actionIds.slice(0, actionIds.length / 2)
    expect(isNarrower(narrowMessage(text, { selected: half }), text)).toBe(true)
    expectCost(
      text,
      () => {
        readBaseline(text)
        narrowMessage(text, { selected: half })
        explainMessage(text, { account, domain: 'app.example', maxLifetimeMs: 3_600_000, now: Date.now() })
      },
      2_000,
    )
  })
})
