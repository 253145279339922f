import { relativeCost } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { verifyDelegation } from './authority/delegation/verifyDelegation.ts'
import { authenticateInvocation } from './authority/invocation/authenticateInvocation.ts'
import { readRevocation } from './authority/revocation/readRevocation.ts'
import { readNetworkId } from './encryption/networkRequest.ts'
import { generatePeer } from './http/generatePeer.ts'
import { decodePercent, readJson } from './http/readBody.ts'
import { maxNetworkBodyBytes } from './limits.ts'
import { parseMultipart } from './services/kv/parseMultipart.ts'
import { readSqlRequest } from './services/sql/readSqlRequest.ts'
import { costlySqlBodies } from './testing/costlySqlBodies.ts'
import { costlyTokens } from './testing/costlyTokens.ts'
import { sessionKey } from './testing/independentClient.ts'

/** In hashes of the same bytes, which a busy machine slows down to the same degree. Hashing 1 MiB takes about 8 ms. */
const mostHashes = 40
const rounds = 12

/** For headers and bodies of at most 64 KiB, read once. Hashing 64 KiB takes about half a millisecond. */
const mostTokenHashes = 300

const times = (part: string) => part.repeat(Math.floor(maxNetworkBodyBytes / part.length) - 1)
const costlyJson = [
  ['nested lists', times('[')],
  ['values', `[${times('1,')}1]`],
  ['objects', `[${times('{},')}1]`],
  ['members', `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":1`).join(',')}}`],
] as const

describe('readSqlRequest', () => {
  test.each(costlySqlBodies.map((row) => [row.name, row.text] as const))(
    'S21: takes time in proportion to the body: %s',
    (_, text) => expectCost(text, (body) => readSqlRequest(Buffer.from(body)), mostHashes),
  )
})

describe('a token', () => {
  const nodeId = sessionKey(new Uint8Array(32).fill(1)).did
  const options = { nowMs: 1_767_312_000_000, maxLifetimeMs: 300_000, nodeId }
  const load = async () => ({ find: () => undefined, findLink: () => undefined })

  /** Everything a node does with a token before it looks up what its issuer may do. */
  const readToken = (authorization: string) => {
    const headers = new Headers({ authorization })
    const reads = [
      () => authenticateInvocation(headers, options),
      () => verifyDelegation(headers, { ...options, load, onSigned: () => undefined }).catch(() => undefined),
      () => readRevocation(headers, options),
    ]
    for (const read of reads) refusalOf(read)
  }

  test.each(costlyTokens.map((row) => [row.name, row.text] as const))(
    'S21: is read by all routes in time proportional to its length: %s',
    (_, text) => expectCost(text, readToken, 3 * mostTokenHashes),
  )
})

describe('readJson', () => {
  test.each(costlyJson)('S21: takes time in proportion to the body: %s', (_, text) =>
    expectCost(text, (body) => refusalOf(() => readJson(Buffer.from(body), z.strictObject({}))), mostTokenHashes),
  )
})

describe('a path', () => {
  const longest = 96 * 1_024
  const start = '/peer/generate/tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:'
  const filled = (part: string) => start + part.repeat(Math.floor((longest - start.length) / part.length))
  const paths = [
    ['a long name', filled('a')],
    ['escapes', filled('%2A')],
    ['escaped escapes', filled('%25')],
    ['separators', filled('/')],
    ['colons', filled(':')],
    ['digits', `/peer/generate/tinycloud:pkh:eip155:${'1'.repeat(longest)}`],
  ] as const

  test.each(paths)('S21: is read in time proportional to its length: %s', (_, path) =>
    expectCost(
      path,
      (text) => {
        refusalOf(() => generatePeer(`http://localhost${text}`, (space) => space))
        refusalOf(() => readNetworkId(decodePercent(text) ?? ''))
      },
      mostTokenHashes,
    ),
  )
})

describe('parseMultipart', () => {
  const form = (part: string) => `--b\r\n${part.repeat(Math.floor(maxNetworkBodyBytes / part.length))}\r\n--b--`
  const bodies = [
    ['parts', form('content-disposition: form-data; name="a"\r\n\r\n\r\n--b\r\n')],
    ['headers', form('a: b\r\n')],
    ['parameters', `--b\r\ncontent-disposition: form-data;${'; name='.repeat(2_000)}\r\n\r\n\r\n--b--`],
    ['spaces', `--b\r\ncontent-disposition: form-data;${'; '.repeat(7_000)}${' '.repeat(2_000)}\r\n\r\n\r\n--b--`],
    ['delimiters', form('--b')],
  ] as const

  test.each(bodies)('S21: takes time in proportion to the body: %s', (_, text) =>
    expectCost(
      text,
      (body) =>
        refusalOf(() => parseMultipart('multipart/form-data; boundary=b', Buffer.from(body), { maxParts: 100 })),
      mostTokenHashes,
    ),
  )
})

/** Returns the error of a call, which is a valid outcome here. */
function refusalOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}

/** Repeats the measurement while it exceeds the limit: the minimum of more samples is closer to the truth. */
function expectCost(text: string, read: (text: string) => unknown, limit: number): void {
  const { sample, cost } = relativeCost(text, read, Math.ceil(limit / 10))
  for (let round = 0; round < rounds && (round < 2 || cost() >= limit); round++) sample()
  expect(cost()).toBeLessThan(limit)
}
