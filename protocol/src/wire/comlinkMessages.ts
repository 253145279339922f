/** The only kind of comlink call that may cross a port: an `APPLY` of one method, with one `RAW` argument. */
export type Call = { readonly id: string; readonly name: string; readonly input: unknown }

/** The only kind of comlink reply that may cross a port: a `RAW` value. */
export type RawReply = { readonly id: unknown; readonly type: 'RAW'; readonly value: unknown }

/** Reads a plain message. A missing or additional member makes it `undefined`. */
export function readCall(message: unknown): Call | undefined {
  const { id, type, path, argumentList } = exactly(message, 4)
  const name = single(path)
  const argument = exactly(single(argumentList), 2)
  if (!isId(id) || type !== 'APPLY' || typeof name !== 'string' || argument.type !== 'RAW') return undefined
  return 'value' in argument ? { id, name, input: argument.value } : undefined
}

/** Reads a plain message. A missing or additional member makes it `undefined`. */
export function readReply(message: unknown): { readonly id: string; readonly value: unknown } | undefined {
  const { id, type, value } = exactly(message, 3)
  return isId(id) && type === 'RAW' ? { id, value } : undefined
}

/** Comlink generates its ids as groups of hexadecimal digits. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f-]{1,64}$/.test(id)
}

/** The members of an object with exactly `count` of them; of any other value, no members. */
function exactly(value: unknown, count: number): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === count ? { ...value } : {}
}

function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : undefined
}
