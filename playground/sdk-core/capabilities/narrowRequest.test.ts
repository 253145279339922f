import { prepareSession } from '@openkey/protocol/session'
import { listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alice } from '../testing/wallets.ts'
import { defaultCapabilities } from './defaultCapabilities.ts'
import { narrowRequest } from './narrowRequest.ts'
import type { SignInCapabilities } from './signInCapabilities.ts'

const request = defaultCapabilities({ address: alice.address, chainId: 1 }, 'default')

/** What the message of a request grants, as the wallet reads it. */
function grantsOf(wanted: SignInCapabilities) {
  const { siwe } = prepareSession({
    ...wanted,
    ...{ address: alice.address, chainId: 1, domain: 'app.example' },
    ...{ issuedAt: '2026-03-01T12:00:00.000Z', expirationTime: '2026-03-01T13:00:00.000Z' },
  })
  const recap = readRecap(parseSiweMessage(siwe)) ?? { att: {}, prf: [] }
  return listCapabilities(recap).map(({ resource, ability }) => ({ resource, ability }))
}

describe('narrowRequest', () => {
  test('removes nothing, if nothing is named that the request has', () => {
    const removed = [{ resource: `${request.spaceId}/kv`, ability: 'tinycloud.kv/fly' }]
    expect(narrowRequest(request)).toEqual(request)
    expect(narrowRequest(request, removed)).toEqual(request)
  })

  test('S3: asks for exactly what was not removed, never more', () => {
    const all = grantsOf(request)
    fc.assert(
      fc.property(fc.subarray(all, { maxLength: all.length - 1 }), (removed) => {
        const kept = all.filter((capability) => !removed.includes(capability))
        expect(grantsOf(narrowRequest(request, removed))).toEqual(kept)
      }),
      { numRuns: 30 },
    )
  })
})
