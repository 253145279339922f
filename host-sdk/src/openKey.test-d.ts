import { expectTypeOf } from 'vitest'
import type { Bootstrap, CallOptions, OpenKey, Signer } from './index.ts'

declare const openkey: OpenKey
declare const auth: {
  prepareSessionForSigning(): Promise<{
    prepared: { siwe: string; jwk: object; spaceId: string; verificationMethod: string }
    keyId: string
    jwk: object
    address: string
    chainId: number
  }>
  signInWithPreparedSession(
    prepared: { siwe: string; jwk: object; spaceId: string; verificationMethod: string },
    signature: string,
    keyId: string,
    jwk: object,
  ): Promise<{ address: string }>
}

// A web-sdk's authorization fits as it is, and its session comes back with its own type.
expectTypeOf(openkey.signIn(auth)).resolves.toEqualTypeOf<{
  readonly session: { address: string }
  readonly bootstrap: Bootstrap
}>()

// @ts-expect-error the two halves must agree on what is prepared
openkey.signIn({ ...auth, signInWithPreparedSession: async (_: { other: number }) => ({}) })

// @ts-expect-error there is no such event
openkey.on('accountsChanged', () => {})

expectTypeOf<Signer['signMessage']>().toEqualTypeOf<(message: string, limits?: CallOptions) => Promise<string>>()
expectTypeOf(openkey.on('stage', ({ name }) => name)).toEqualTypeOf<() => void>()
