import { readFileSync } from 'node:fs'
import { listCapabilities } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { readSignRequest } from '../../domain/readSignRequest.ts'
import { signer, stranger } from '../../testing/aMessage.ts'
import { describePlace, describeSentence } from './capabilityText.ts'

const account = { address: signer, chainId: 1 } as const

function lines(capabilities: Parameters<typeof describeCapabilities>[0]) {
  return describeCapabilities(capabilities, account).map(
    ({ place, sentence, isSensitive }) =>
      `${isSensitive ? '! ' : ''}${describePlace(place)}: ${describeSentence(sentence)}`,
  )
}

function grant(resource: string, ability: string, caveats = [{}]) {
  return lines(listCapabilities({ att: { [resource]: { [ability]: caveats } }, prf: [] }))
}

describe('capabilityText', () => {
  test('says the default sign-in in plain words', () => {
    const file = new URL('../../../../protocol/src/testing/fixtures/default-sign-in.siwe.txt', import.meta.url)
    expect(lines(readSignRequest(readFileSync(file, 'utf8')).capabilities)).toMatchInlineSnapshot(`
      [
        "Your account: See what it has been allowed to do",
        "Your account: See who else you have given access to",
        "Your account: Keep the register of your apps and spaces up to date",
        "Your data: See what it has been allowed to do",
        "! Your data: Read, change, import into, export, run commands on and administer every analytics database here",
        "Your data: Be told of every change here, and choose which services are told",
        "Your data: Read, change and delete everything stored here",
        "! Your data: Read, change, restructure, export and administer every database here",
        "! Your secrets: Read, change and delete all your stored secrets",
        "! Your encryption: Decrypt your protected data and set encryption up",
      ]
    `)
  })

  test('says whose space it is when it is not the user’s', () => {
    expect(grant(`tinycloud:pkh:eip155:1:${stranger}:default/kv/notes/`, 'tinycloud.kv/get')).toMatchInlineSnapshot(`
      [
        "! Another account’s space “default” (0xf39Fd6…fFb92266 on chain 1): Read what is stored under “notes/”",
      ]
    `)
  })

  test('says what it does not know as it stands', () => {
    expect(grant('https://elsewhere.example/', 'unknown/thing')).toMatchInlineSnapshot(`
      [
        "! Something OpenKey does not know: Do “unknown/thing” on “https://elsewhere.example/”",
      ]
    `)
    const resource = `tinycloud:pkh:eip155:1:${signer}:photos/kv`
    expect(grant(resource, 'tinycloud.kv/get', [{ until: 'noon' }, { until: 'night' }])).toMatchInlineSnapshot(`
      [
        "! Your space “photos”: Do “tinycloud.kv/get” on “tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:photos/kv”, on one of these conditions: {"until":"noon"} or {"until":"night"}",
      ]
    `)
  })
})
