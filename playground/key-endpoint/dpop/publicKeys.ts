import { createPublicKey, type KeyObject } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { LRUCache } from 'lru-cache'

/** Coordinates of a point on P-256, each in base64url. */
export type PublicJwk = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }

export type PublicKey = {
  readonly key: KeyObject
  /** RFC 7638. */
  readonly thumbprint: string
}

export type PublicKeys = {
  /** Reads a public key. @throws {Error} for a point that is not on the curve */
  readonly read: (jwk: PublicJwk) => Promise<PublicKey>
}

/** Remembers the last thousand keys, because reading one costs nearly as much as verifying its signature. */
export function createPublicKeys(): PublicKeys {
  const keys = new LRUCache<string, PublicKey>({ max: 1_000 })
  return {
    async read(jwk) {
      const name = `${jwk.x}.${jwk.y}`
      const known = keys.get(name)
      if (known !== undefined) return known
      const key = createPublicKey({ key: jwk, format: 'jwk' })
      const read = { key, thumbprint: await calculateJwkThumbprint(jwk) }
      keys.set(name, read)
      return read
    },
  }
}
