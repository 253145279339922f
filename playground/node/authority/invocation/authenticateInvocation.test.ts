import { sign } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type SessionKey, sessionKey } from '../../testing/independentClient.ts'
import { keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof keyValueSession>>
let honest: string
beforeEach(async () => {
  open = await keyValueSession()
  honest = open.invocation({ [`${space}/kv/a`]: ['tinycloud.kv/get'] })
})
const foreign = sessionKey(new Uint8Array(32).fill(9))
const send = (header: string) => outcome(open.node.invoke(header))
const undecodable = [401, 'Unauthorized']

/** Signs any two JSON texts unchanged. */
function signTexts(signer: SessionKey, texts: readonly [header: string, payload: string]): string {
  const input = texts.map((text) => Buffer.from(text).toString('base64url')).join('.')
  return `${input}.${sign(null, Buffer.from(input), signer.key).toString('base64url')}`
}

/** Returns the texts of a valid token, which a test changes and signs again. */
function texts(): [header: string, payload: string] {
  const [header = '', payload = ''] = honest.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return [header, payload]
}
const changed = (change: (payload: Record<string, unknown>) => object, signer = open.session) => {
  const [header, payload] = texts()
  return signTexts(signer, [header, JSON.stringify(change(JSON.parse(payload)))])
}

describe('authenticateInvocation', () => {
  test('accepts the signed bytes', async () => {
    expect(await send(signTexts(open.session, texts()))).toEqual([404, 'No Such Key: a'])
  })

  test('rejects members in another order', async () => {
    const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse())
    expect(await send(changed(reversed))).toEqual(undecodable)
    const [header, payload] = texts()
    const other = signTexts(open.session, [JSON.stringify(reversed(JSON.parse(header))), payload])
    expect(await send(other)).toEqual(undecodable)
  })

  test('rejects whitespace, duplicate members and unknown members', async () => {
    const [header, payload] = texts()
    for (const text of [` ${payload}`, payload.replace('{', '{"nnc":"x",'), payload.replace('{', '{"zzz":1,')]) {
      expect(await send(signTexts(open.session, [header, text]))).toEqual(undecodable)
    }
  })

  test('rejects a missing member', async () => {
    for (const name of ['att', 'aud', 'exp', 'iss', 'prf']) {
      const without = changed((payload) => Object.fromEntries(Object.entries(payload).filter(([key]) => key !== name)))
      expect(await send(without)).toEqual(undecodable)
    }
  })

  test('rejects a duplicate parent', async () => {
    expect(await send(changed((payload) => ({ ...payload, prf: [open.cid, open.cid] })))).toEqual(undecodable)
  })

  test('rejects a key in the header that is not the issuer', async () => {
    const [header, payload] = texts()
    const lying = header.replace(open.session.x, foreign.x)
    expect(await send(signTexts(foreign, [lying, payload]))).toEqual(undecodable)
  })

  test('rejects a signature by a foreign key', async () => {
    expect(await send(signTexts(foreign, texts()))).toEqual([401, 'Failed to verify signature'])
  })

  test.each(['RS256', 'none'])('rejects the algorithm %s', async (algorithm) => {
    const [header, payload] = texts()
    const lying = header.replaceAll('EdDSA', algorithm)
    expect(await send(signTexts(open.session, [lying, payload]))).toEqual(undecodable)
  })

  test('rejects another version', async () => {
    const [header, payload] = texts()
    expect(await send(signTexts(open.session, [header.replace('0.10.0', '0.9.0'), payload]))).toEqual(undecodable)
  })

  test('rejects padding and non-canonical trailing bits', async () => {
    expect(await send(`${honest}=`)).toEqual(undecodable)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const other = alphabet[alphabet.indexOf(honest.slice(-1)) + 1]
    expect(await send(honest.slice(0, -1) + other)).toEqual(undecodable)
  })
})
