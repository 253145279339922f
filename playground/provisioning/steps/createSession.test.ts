import { signPersonalMessage } from '@openkey/protocol/session'
import { listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { identifyAccount, type SpaceName, spaceNames } from '../account/account.ts'
import { createSession } from './createSession.ts'
import type { Provisioning } from './provisioning.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const privateKey = new Uint8Array(32).fill(0x11)

/** The resources of the ReCap that a step signs. */
async function resourcesOf(name: SpaceName) {
  const signed: string[] = []
  const provisioning: Provisioning = {
    account: identifyAccount({ address, chainId: 1 }),
    call: () => Promise.reject(new Error('Unexpected call.')),
    sign(message) {
      signed.push(message)
      return signPersonalMessage(message, privateKey)
    },
    clock: { now: () => 1_800_000_000_000 },
    domain: 'cli.tinycloud.xyz',
    sessionLifetimeMs: 3_600_000,
  }
  await createSession(provisioning, name)
  const recaps = signed.map((message) => readRecap(parseSiweMessage(message)))
  return recaps.flatMap((recap) => (recap ? listCapabilities(recap) : [])).map(({ resource }) => resource)
}

describe('createSession', () => {
  test('writes a whole service as its name, so that no path has an empty part', async () => {
    const resources = (await Promise.all(spaceNames.map(resourcesOf))).flat()
    expect(resources).toContain(`tinycloud:pkh:eip155:1:${address}:default/kv`)
    expect(resources.filter((resource) => resource.includes('//') || resource.endsWith('kv/'))).toEqual([])
  })
})
