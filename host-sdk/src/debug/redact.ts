const looks = ['theme', 'locale', 'accent', 'radius', 'density', 'font']

/** Members that a message may show, by its type, or by its method and whether it is a call or a reply. */
const shownMembers: Readonly<Record<string, readonly string[]>> = {
  'message openkey:hello': ['type', 'versions', 'build', 'instance'],
  'message openkey:connect': ['type', 'instance', 'versions', 'channel', 'appName', ...looks],
  'call connect': ['requestId', 'chainId'],
  'reply connect': ['address', 'chainId', 'keyId'],
  'call account': ['chainId'],
  'reply account': ['address', 'chainId', 'keyId'],
  'call signSiwe': ['requestId', 'message', 'keyId'],
  'reply signSiwe': ['address', 'keyId', 'message', 'bootstrap', 'status', 'errorCode'],
  'call cancel': ['requestId'],
  'call appearance': looks,
  'call ready': ['channel', 'version', 'approval'],
  'call resize': ['heightPx'],
  'call stage': ['requestId', 'name'],
  'call dismiss': ['requestId'],
  'call offerWindow': ['requestId'],
}

/** Members that every failed reply may show. Its `message` is not among them, because it could quote anything. */
const errorMembers: readonly string[] = ['code', 'details', 'field', 'how', 'status', 'retryAfterMs']

/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/**
 * Keeps the members that are listed for a message and replaces everything else by its kind and size: signatures, and
 * whatever a later version or a hostile peer adds.
 * @param key kind and name, such as `call signSiwe`
 */
export function redact(key: string, content: unknown): Json {
  const members = Object.hasOwn(shownMembers, key) ? (shownMembers[key] ?? []) : []
  return keep(content, members)
}

/** Like {@link redact}, for the error of a failed reply. */
export function redactError(content: unknown): Json {
  return keep(content, errorMembers)
}

function keep(value: unknown, shown: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return describe(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (!shown.includes(name)) return [shown.length > 0 && isName(name) ? name : '‹member›', describe(member)]
      const isObject = typeof member === 'object' && member !== null && !Array.isArray(member)
      return [name, isObject ? keep(member, shown) : plain(member)]
    }),
  )
}

/** Members that are withheld keep their name only if it is one of the protocol. */
function isName(name: string): boolean {
  return name === 'signature'
}

function plain(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item))) return value
  return describe(value)
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `‹text of ${value.length}›`
  if (Array.isArray(value)) return `‹list of ${value.length}›`
  return value === null ? '‹null›' : `‹${typeof value}›`
}
