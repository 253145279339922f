/** The one call of comlink's we take: `APPLY` of one name, with one `RAW` argument. */
export type Call = { readonly id: string; readonly name: string; readonly input: unknown }

/** The one reply of comlink's we take: a `RAW` value. */
export type Reply<Value = unknown> = { readonly id: string; readonly value: Value }

/** Reads a plain message. Anything beside what a call has makes it none. */
export function readCall(message: unknown): Call | undefined {
  const { id, type, path, argumentList } = exactly(message, 4)
  const name = single(path)
  const argument = exactly(single(argumentList), 2)
  if (!isId(id) || type !== 'APPLY' || typeof name !== 'string' || argument.type !== 'RAW') return undefined
  return 'value' in argument ? { id, name, input: argument.value } : undefined
}

/** Reads a plain message. Anything beside what a reply has makes it none. */
export function readReply(message: unknown): Reply | undefined {
  const { id, type, value } = exactly(message, 3)
  return isId(id) && type === 'RAW' ? { id, value } : undefined
}

export function writeCall({ id, name, input }: Call): unknown {
  return { id, type: 'APPLY', path: [name], argumentList: [{ type: 'RAW', value: input }] }
}

export function writeReply({ id, value }: Reply): unknown {
  return { id, type: 'RAW', value }
}

/** The members of an object that has `count` of them, else none. */
function exactly(value: unknown, count: number): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.keys(value).length === count ? { ...value } : {}
}

function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : undefined
}

/** Comlink draws its ids as hexadecimal groups. */
export function isId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f-]{1,64}$/.test(id)
}
