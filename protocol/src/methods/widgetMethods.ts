import * as z from 'zod/mini'
import { appearance, boundedString, id, integer, keyId } from '../checks/fields.ts'
import { maxSiweBytes } from '../siwe/message/siweMessage.ts'
import { command, query } from './method.ts'

export const addressSchema = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/))

export const accountSchema = z.strictObject({ address: addressSchema, chainId: integer(1), keyId })

export const signedSiweSchema = z.strictObject({
  /** The host checks the exact form, so that it can fail with `signature_invalid`. */
  signature: z.string().check(z.regex(/^0x[0-9a-f]{0,130}$/)),
  address: addressSchema,
  keyId,
  message: boundedString(0, maxSiweBytes),
  bootstrap: z.strictObject({
    status: z.enum(['complete', 'skipped', 'pending', 'failed']),
    errorCode: z.optional(z.string().check(z.regex(/^[a-z_]{1,64}$/))),
  }),
})

/** What a user took away from a request. It can only name parts of the request, so that it cannot widen it. */
export const narrowingSchema = z.strictObject({
  removed: z.array(z.strictObject({ resource: z.string(), ability: z.string() })),
  expirationTime: z.optional(boundedString(24, 24)),
})

const signSiweInput = z.strictObject({
  requestId: id,
  /** Bounded by the guard, like every message. The parser rejects more than 32 KiB as `message_too_large`. */
  message: z.string(),
  keyId: z.optional(keyId),
  /** From version 3 on: the host can prepare its message again with fewer permissions. */
  canNarrow: z.optional(z.literal(true)),
})

/** Methods that a host calls in the widget. */
export const widgetMethods = {
  connect: query(
    'Signs the user in and asks to share one account with this origin. Shows a screen unless both are settled.',
    z.strictObject({ requestId: id, chainId: integer(1) }),
    accountSchema,
  ),
  account: query(
    'Returns the account that the user shares with this origin. Shows nothing: `unauthorized` if there is something to ask.',
    z.strictObject({ chainId: integer(1) }),
    accountSchema,
  ),
  signSiwe: query(
    'Shows one SIWE message and signs exactly its bytes. With `canNarrow`, the user may remove permissions or shorten ' +
      'the lifetime instead: the result then says so, nothing is signed, and the host sends a new message.',
    signSiweInput,
    z.union([signedSiweSchema, narrowingSchema]),
  ),
  cancel: command('Withdraws an open request.', z.strictObject({ requestId: id })),
  disconnect: command('Forgets the approval of this origin.', z.strictObject({})),
  appearance: command('Changes the appearance. Ignored while a review is open.', z.strictObject(appearance)),
  ping: command('Returns at once while the widget’s script runs.', z.strictObject({})),
} as const
