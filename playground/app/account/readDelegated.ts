import { TinyCloudError, type TinyCloudWeb } from '../../web-sdk/index.ts'

/** A value of another user. */
export type DelegatedValue = { readonly key: string; readonly text: string }

/**
 * Reads all values to which a delegation gives access.
 * @param text the delegation, as its sender has copied it
 * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`; errors of the node
 */
export async function readDelegated(tinycloud: TinyCloudWeb, text: string): Promise<readonly DelegatedValue[]> {
  const { kv } = await tinycloud.useDelegation(parse(text))
  const list = await kv.list()
  if (!list.ok) throw list.error
  return Promise.all(
    list.data.keys.map(async (key) => {
      const value = await kv.get(key)
      if (!value.ok) throw value.error
      const { data } = value.data
      return { key, text: typeof data === 'string' ? data : JSON.stringify(data) }
    }),
  )
}

function parse(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    throw new TinyCloudError('delegation_invalid', 'This text is not a delegation.')
  }
}
