import { createPrivateKey, createPublicKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { blake3 } from '@noble/hashes/blake3.js'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { base32, base58 } from './baseEncoding.ts'
import { encodeCbor } from './cbor.ts'

/**
 * A TinyCloud client that shares no code with the node: a second implementation of the wire format, with signatures by
 * viem and OpenSSL.
 */

export type Abilities = { readonly [resource: string]: readonly string[] }
export type Attenuations = { readonly [resource: string]: { readonly [ability: string]: readonly object[] } }

export type SessionKey = { readonly did: string; readonly didUrl: string; readonly x: string; readonly key: KeyObject }

/** Creates an Ed25519 key from its seed of 32 bytes. */
export function sessionKey(seed: Uint8Array): SessionKey {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  const name = `z${base58(Buffer.concat([Uint8Array.of(0xed, 0x01), Buffer.from(x, 'base64url')]))}`
  return { did: `did:key:${name}`, didUrl: `did:key:${name}#${name}`, x, key }
}

/** Adds an empty caveat to every ability. */
export function withoutCaveats(abilities: Abilities): Attenuations {
  return Object.fromEntries(
    Object.entries(abilities).map(([resource, names]) => [
      resource,
      Object.fromEntries(names.map((name) => [name, [{}]])),
    ]),
  )
}

export type DelegationParts = {
  readonly att: Attenuations
  readonly uri: string
  readonly prf?: readonly string[]
  readonly issuedAt?: string
  readonly expirationTime?: string | undefined
  readonly notBefore?: string | undefined
  readonly domain?: string
  readonly nonce?: string
  /** Replaces the statement of the ReCap, for messages that contradict it. */
  readonly statement?: string
}

/** Creates an account from its private key. */
export function owner(privateKey: Hex) {
  const account = privateKeyToAccount(privateKey)
  const did = `did:pkh:eip155:1:${account.address}`
  return {
    address: account.address,
    did,
    space: (name: string) => `tinycloud:pkh:eip155:1:${account.address}:${name}`,
    /** Signs a delegation. @returns the `Authorization` value */
    async delegate(parts: DelegationParts): Promise<string> {
      const payload = payloadOf(did, parts)
      const signature = await account.signMessage({ message: siweText(account.address, payload) })
      return authorization(payload, Buffer.from(signature.slice(2), 'hex'))
    },
    /** Signs a message that is about one delegation alone. @returns the `Authorization` value */
    async revoke(cid: string, parts: Partial<Payload> = {}): Promise<string> {
      const recap = payloadOf(did, { att: {}, uri: `urn:cid:${cid}`, statement: `Revoke ${cid}` })
      const payload = { ...recap, resources: [`urn:cid:${cid}`], ...parts }
      const signature = await account.signMessage({ message: siweText(account.address, payload) })
      return authorization(payload, Buffer.from(signature.slice(2), 'hex'))
    },
  }
}

type Payload = ReturnType<typeof payloadOf>

function payloadOf(iss: string, parts: DelegationParts) {
  const { att, prf = [], uri, domain = 'app.example', nonce = 'IndependentNonce1', statement } = parts
  const { issuedAt = '2026-01-01T00:00:00.000Z', expirationTime, notBefore } = parts
  const recap = Buffer.from(sortedJson({ att, prf })).toString('base64url')
  return {
    aud: uri,
    iss,
    iat: issuedAt,
    nonce,
    domain,
    version: 1,
    statement: statement ?? sentence(att),
    resources: [`urn:recap:${recap}`],
    ...(expirationTime !== undefined && { exp: expirationTime }),
    ...(notBefore !== undefined && { nbf: notBefore }),
  }
}

export function authorization(payload: Payload, signature: Uint8Array): string {
  const cacao = encodeCbor({ h: { t: 'eip4361' }, p: payload, s: { s: signature, t: 'eip191' } })
  const text = Buffer.from(cacao).toString('base64url')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

function siweText(address: string, payload: Payload): string {
  return [
    `${payload.domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    payload.statement,
    '',
    `URI: ${payload.aud}`,
    'Version: 1',
    'Chain ID: 1',
    `Nonce: ${payload.nonce}`,
    `Issued At: ${payload.iat}`,
    ...('exp' in payload ? [`Expiration Time: ${payload.exp}`] : []),
    ...('nbf' in payload ? [`Not Before: ${payload.nbf}`] : []),
    ...(payload.resources.length > 0 ? ['Resources:'] : []),
    ...payload.resources.map((resource) => `- ${resource}`),
  ].join('\n')
}

/** The sentence of a ReCap. */
export function sentence(att: Attenuations): string {
  const items = Object.keys(att)
    .sort()
    .flatMap((resource) => {
      const names = Object.keys(att[resource] ?? {}).sort()
      return [...new Set(names.map((name) => name.split('/')[0]))].map((namespace) => {
        const actions = names
          .filter((name) => name.startsWith(`${namespace}/`))
          .map((name) => `'${name.split('/')[1]}'`)
        return `'${namespace}': ${actions.join(', ')} for '${resource}'.`
      })
    })
  const opening = 'I further authorize the stated URI to perform the following actions on my behalf:'
  return [opening, ...items.map((item, index) => `(${index + 1}) ${item}`)].join(' ')
}

export type UcanParts = {
  readonly att: Attenuations
  readonly prf?: readonly string[]
  readonly exp: number
  readonly nbf?: number
  readonly aud?: string
  readonly fct?: readonly object[]
  /** `null` for none. */
  readonly nnc?: string | null
  readonly iss?: string
}

/** Signs a UCAN. Times are seconds. @returns the `Authorization` value */
export function ucan(signer: SessionKey, parts: UcanParts): string {
  const { att, prf = [], exp, nbf, aud = signer.did, fct, iss = signer.didUrl } = parts
  const nnc = parts.nnc === null ? undefined : (parts.nnc ?? `urn:uuid:${randomUUID()}`)
  const header = {
    alg: 'EdDSA',
    jwk: { alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP', x: signer.x },
    typ: 'JWT',
    ucv: '0.10.0',
  }
  const payload = { att, aud, exp, fct, iss, nbf, nnc, prf }
  const input = [header, payload].map((part) => Buffer.from(sortedJson(part)).toString('base64url')).join('.')
  return `${input}.${sign(null, Buffer.from(input), signer.key).toString('base64url')}`
}

/** CID of an `Authorization` value, as `prf` of a UCAN names it. */
export function cidOf(header: string): string {
  return `b${base32(cidBytes(header))}`
}

/** CID of an `Authorization` value, as `prf` of a ReCap names it. */
export function proofOf(header: string): string {
  return `z${base58(cidBytes(header))}`
}

function cidBytes(header: string): Uint8Array {
  const bytes = header.includes('.') ? Buffer.from(header) : Buffer.from(header, 'base64url')
  return Buffer.concat([Uint8Array.of(0x01, 0x55, 0x1e, 0x20), blake3(bytes)])
}

/** JSON with the names of every object in order. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    member instanceof Object && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
