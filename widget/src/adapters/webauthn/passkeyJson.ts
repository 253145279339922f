import { fromBase64url, toBase64url } from '../../domain/base64url.ts'

// Read here and not by the browser's own functions: some browsers lack them, and some password managers break them.
// WebAuthn extensions are left out: no endpoint reads what they answer, and their inputs are not plain JSON.

/** `PublicKeyCredential.parseRequestOptionsFromJSON`. @throws {Error} for options that cannot be read */
export function toRequestOptions(options: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, extensions: _, ...rest } = options
  return {
    ...rest,
    challenge: fromBase64url(challenge).buffer,
    ...(allowCredentials && { allowCredentials: allowCredentials.map(toDescriptor) }),
  } as PublicKeyCredentialRequestOptions
}

/** `PublicKeyCredential.parseCreationOptionsFromJSON`. @throws {Error} for options that cannot be read */
export function toCreationOptions(options: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials, extensions: _, ...rest } = options
  return {
    ...rest,
    challenge: fromBase64url(challenge).buffer,
    user: { ...user, id: fromBase64url(user.id).buffer },
    ...(excludeCredentials && { excludeCredentials: excludeCredentials.map(toDescriptor) }),
  } as PublicKeyCredentialCreationOptions
}

function toDescriptor({ id, ...rest }: PublicKeyCredentialDescriptorJSON) {
  return { ...rest, id: fromBase64url(id).buffer }
}

// Password managers answer with objects of their own: without `toJSON`, with one that throws or leaves something out,
// with methods that only work on the browser's objects, or with text in place of bytes. So every part is looked for in
// the credential itself first, and then in its JSON; what neither holds is missing.

/** Reads the result of `credentials.get`; `undefined` if it is not an assertion. */
export function readAssertion(credential: unknown): AuthenticationResponseJSON | undefined {
  const { id, inResponse } = openCredential(credential)
  const clientDataJSON = inResponse('clientDataJSON')
  const authenticatorData = inResponse('authenticatorData')
  const signature = inResponse('signature')
  const userHandle = inResponse('userHandle')
  if (!id || !clientDataJSON || !authenticatorData || !signature) return undefined
  return {
    ...common(id),
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
  }
}

/** Reads the result of `credentials.create`; `undefined` if it is not an attestation. */
export function readAttestation(credential: unknown): RegistrationResponseJSON | undefined {
  const { id, inResponse, transports } = openCredential(credential)
  const clientDataJSON = inResponse('clientDataJSON')
  const attestationObject = inResponse('attestationObject')
  if (!id || !clientDataJSON || !attestationObject) return undefined
  // An endpoint reads all other members in the attestation object, which the authenticator wrote.
  const response = { clientDataJSON, attestationObject, transports } as unknown as AuthenticatorAttestationResponseJSON
  return { ...common(id), response }
}

/** The id of a credential, in base64url, even if nothing else of it can be read. */
export function readCredentialId(credential: unknown): string | undefined {
  return openCredential(credential).id
}

function common(id: string) {
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const
}

function openCredential(credential: unknown) {
  const json = attempt(() => callMethod(credential, 'toJSON'))
  const response = memberOf(credential, 'response')
  const jsonResponse = memberOf(json, 'response')
  return {
    id: toText(memberOf(credential, 'rawId')) ?? toText(memberOf(json, 'rawId')) ?? toText(memberOf(credential, 'id')),
    inResponse: (name: string) => toText(memberOf(response, name)) ?? toText(memberOf(jsonResponse, name)),
    transports: readTransports([
      attempt(() => callMethod(response, 'getTransports')),
      memberOf(response, 'transports'),
      memberOf(jsonResponse, 'transports'),
    ]),
  }
}

/** Bytes, or their base64 in either alphabet. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const text = value.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    return /^[\w-]+$/.test(text) ? text : undefined
  }
  const bytes = attempt(() => toBytes(value))
  return bytes && bytes.length > 0 ? toBase64url(bytes) : undefined
}

/** An `ArrayBuffer` may be of another realm, where an extension made it. */
function toBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') return new Uint8Array(value as ArrayBuffer)
  return Array.isArray(value) && value.every(isByte) ? Uint8Array.from(value) : undefined
}

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256
}

function readTransports(lists: readonly unknown[]): string[] {
  const names = lists.find(Array.isArray) ?? []
  return names.filter((name) => typeof name === 'string' && /^[a-z-]{1,32}$/.test(name)).slice(0, 10)
}

function memberOf(value: unknown, name: string): unknown {
  return attempt(() => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined))
}

function callMethod(value: unknown, name: string): unknown {
  const method = memberOf(value, name)
  return typeof method === 'function' ? Reflect.apply(method, value, []) : undefined
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
