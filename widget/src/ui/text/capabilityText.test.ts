import { readFileSync } from 'node:fs'
import { listCapabilities } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { describeCapabilities } from '../../domain/capability/describeCapabilities.ts'
import { readSignRequest } from '../../domain/request/readSignRequest.ts'
import { signer, stranger } from '../../testing/aMessage.ts'
import { describeSentence } from './capabilityText.ts'
import type { Phrase } from './phrase.ts'
import { describePlace } from './placeText.ts'

const account = { address: signer, chainId: 1 } as const

/** Text of others in brackets. */
function print(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : `[${part.hostText}]`)).join('')
}

function lines(capabilities: Parameters<typeof describeCapabilities>[0]) {
  return describeCapabilities(capabilities, account).map(
    ({ place, sentence, protection }) =>
      `${protection}, ${print(describePlace(place))}: ${sentence.id === 'literal' ? 'literal' : print(describeSentence(sentence))}`,
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
        "ordinary, Your account: See who has access, including itself",
        "ordinary, Your account: Update your list of apps and spaces",
        "ordinary, Your data: See its own permissions",
        "secrets, Your data: Read, change, delete and manage all data, databases and analytics databases",
        "secrets, Your data: Follow all changes, choose who is notified",
        "secrets, Your secrets: Read, change and delete all secrets",
        "secrets, Your encryption: Decrypt your data and set up encryption",
      ]
    `)
  })

  test('says whose space it is when it is not the user’s', () => {
    expect(grant(`tinycloud:pkh:eip155:1:${stranger}:default/kv/notes/`, 'tinycloud.kv/get')).toMatchInlineSnapshot(`
      [
        "powerful, The space [default] of another account, 0xf39Fd6…fFb92266 on chain 1: Read what is stored under [notes/]",
      ]
    `)
  })

  test('says what it does not know as it stands', () => {
    expect(grant('https://elsewhere.example/', 'unknown/thing')).toMatchInlineSnapshot(`
      [
        "powerful, Elsewhere: literal",
      ]
    `)
    const resource = `tinycloud:pkh:eip155:1:${signer}:photos/kv`
    expect(grant(resource, 'tinycloud.kv/get', [{ until: 'noon' }, { until: 'night' }])).toMatchInlineSnapshot(`
      [
        "secrets, Your space [photos]: literal",
      ]
    `)
  })
})
