import type { Address, Hex } from '@openkey/protocol/siwe'
import * as z from 'zod/mini'

// Answers of the key endpoint. Fields this page does not need are let through unread: the endpoint may add some.

// A pattern that only counts is smaller than `minLength`, which nothing else needs.
const id = z.string().check(z.regex(/^.{1,128}$/s))
const token = z.string().check(z.regex(/^[\x21-\x7e]{1,4096}$/))
// EIP-55 is checked when a message names the address; hashing here would delay the first screen.
const address = z.custom<Address>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const hex = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-fA-F]{1,512}$/.test(value))
const partitionToken = z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/)))
/** A date and time as `Date.parse` reads it: ISO 8601. */
const timestamp = z.custom<string>((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)))
const label = z.optional(z.nullable(z.string().check(z.maxLength(256))))

/** Schema for a call whose response body is not needed. */
export const anyResponse = z.unknown()

/** The token may be in the header `set-auth-token` instead. */
export const emailSignInResponse = z.object({
  token: z.optional(z.nullable(token)),
  partitionToken,
  session: z.optional(z.nullable(z.object({ token: z.optional(token) }))),
})

/** WebAuthn options, which only the browser reads, and the token of their challenge. */
export const passkeyOptionsResponse = z.looseObject({
  challenge: z.string().check(z.regex(/^.{16,1024}$/s)),
  challengeToken: id,
})

export const passkeySignInResponse = z.object({ sessionToken: token, partitionToken })

export const passkeyListResponse = z.object({
  passkeys: z
    .array(
      z.object({
        id: z.string().check(z.regex(/^[\w-]{1,1366}$/)),
        transports: z.optional(z.nullable(z.array(z.string().check(z.maxLength(32))).check(z.maxLength(16)))),
        name: label,
        createdAt: z.optional(z.nullable(timestamp)),
      }),
    )
    .check(z.maxLength(256)),
})

export const signInSettingsResponse = z.object({ passkeyRequired: z.boolean() })

export const autoSignResponse = z.object({ autoSignEnabled: z.boolean() })

export const passkeyRegistrationResponse = z.object({ sessionToken: z.optional(z.nullable(token)) })

export const sessionResponse = z.nullable(
  z.object({ user: z.object({ id, email: z.optional(z.nullable(z.string().check(z.maxLength(320)))) }) }),
)

const pageOrigin = z.optional(z.nullable(z.string().check(z.maxLength(256))))

export const sessionListResponse = z.object({
  sessions: z
    .array(
      z.object({
        id,
        createdAt: timestamp,
        topOrigin: pageOrigin,
        openedOn: pageOrigin,
        program: label,
        deviceName: label,
        isCurrent: z.boolean(),
      }),
    )
    .check(z.maxLength(256)),
})

export const keyListResponse = z.object({
  keys: z
    .array(
      z.object({
        id,
        address,
        label,
        keyType: z.optional(z.string()),
        archivedAt: z.optional(z.nullable(z.string())),
      }),
    )
    .check(z.maxLength(1024)),
})

export const createdKeyResponse = z.object({ key: z.object({ id, address, label }) })

/** The signature is checked for its form only. The caller verifies it. */
export const signatureResponse = z.object({
  signature: hex,
  address,
  tinycloudBootstrap: z.optional(z.unknown()),
  /** Present if the approval opened a session. */
  sessionToken: z.optional(token),
  partitionToken,
})
