import { cidOf, owner, sessionKey, ucan, withoutCaveats } from '../../../playground/node/testing/independentClient.ts'
import type { Call } from './measureLoad.ts'

const account = owner(`0x${'51'.repeat(32)}`)

/** Space of all values. */
export const space = account.space('default')

/** Hosts the space. @returns a function that opens a session with a new key */
export async function hostSpace({ url }: { readonly url: string }) {
  const now = Math.floor(Date.now() / 1_000)
  const uri = await (await fetch(`${url}/peer/generate/${encodeURIComponent(space)}`)).text()
  const at = { issuedAt: new Date().toISOString(), expirationTime: new Date(Date.now() + 3_600_000).toISOString() }
  const post = async (authorization: string) => {
    const response = await fetch(`${url}/delegate`, { method: 'POST', headers: { authorization } })
    if (!response.ok) throw new Error(await response.text())
  }
  await post(
    await account.delegate({ ...at, uri, att: withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] }) }),
  )

  let keys = 0
  /** Opens a session. @returns a function that signs one of its invocations */
  return async (abilities: Readonly<Record<string, readonly string[]>>) => {
    keys += 1
    const key = sessionKey(new Uint8Array(32).fill(keys))
    const header = await account.delegate({ ...at, uri: key.didUrl, att: withoutCaveats(abilities) })
    await post(header)
    return (resource: string, ability: string, aud = key.did) =>
      ucan(key, { att: withoutCaveats({ [resource]: [ability] }), prf: [cidOf(header)], exp: now + 290, aud })
  }
}

/** Returns a request to use a token at the node. */
export function invoke(authorization: string, body?: Call['body']): Call {
  return { method: 'POST', path: '/invoke', headers: { authorization }, body }
}

export function repeat(count: number, call: (index: number) => Call): readonly Call[] {
  return Array.from({ length: count }, (_, index) => call(index))
}

export const kv = { [`${space}/kv`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] }
