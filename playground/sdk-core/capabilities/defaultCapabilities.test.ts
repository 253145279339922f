import { readFile } from 'node:fs/promises'
import { prepareSession } from '@openkey/protocol/session'
import { formatSiweMessage, parseSiweMessage } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { defaultCapabilities } from './defaultCapabilities.ts'

const fixture = new URL('../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url)

describe('defaultCapabilities', () => {
  test('returns the default capabilities', async () => {
    const expected = parseSiweMessage(await readFile(fixture, 'utf8'))
    const { domain, chainId, nonce, issuedAt, expirationTime = '', uri } = expected
    const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
    const { siwe } = prepareSession({
      ...defaultCapabilities({ address, chainId }, 'default'),
      ...{ address, domain, chainId, nonce, issuedAt, expirationTime, delegateUri: uri },
    })
    expect(siwe).toBe(formatSiweMessage(expected))
  })

  test('uses the configured name of the app’s space', () => {
    const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
    const { spaceId } = defaultCapabilities({ address, chainId: 1 }, 'my-app')
    expect(spaceId).toBe(`tinycloud:pkh:eip155:1:${address}:my-app`)
  })
})
