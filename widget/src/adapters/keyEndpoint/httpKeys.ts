import type { Bootstrap, BootstrapStatus } from '@openkey/protocol'
import * as z from 'zod/mini'
import type { Key, KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { callKeyEndpoint, type KeyEndpointTransport, saveSession } from './callKeyEndpoint.ts'
import { createdKeyResponse, keyListResponse, signatureResponse } from './responseSchemas.ts'

/** `/api/keys`: the owner keys of the account, and what they sign. */
export function httpKeys(transport: KeyEndpointTransport): Pick<KeyEndpoint, 'listKeys' | 'createKey' | 'sign'> {
  const { openedOn } = transport.signInContext
  return {
    async listKeys(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/keys',
        token,
        schema: keyListResponse,
        ...options,
      })
      return value.keys.filter(({ keyType, archivedAt }) => keyType !== 'EXTERNAL' && !archivedAt).map(toKey)
    },

    async createKey(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/keys/generate',
        token,
        body: {},
        schema: createdKeyResponse,
        ...options,
      })
      return toKey(value.key)
    },

    async sign({ token, keyId, message, approval, purpose }, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: `/api/keys/${encodeURIComponent(keyId)}/sign`,
        token,
        body: {
          message,
          format: 'personal_sign',
          ...(purpose && { purpose }),
          ...(approval && { approval: { response: approval } }),
          ...(token === undefined && openedOn !== undefined && { openedOn }),
        },
        opensSession: token === undefined,
        schema: signatureResponse,
        ...options,
      })
      const { signature, address, tinycloudBootstrap, sessionToken, partitionToken } = value
      const session = sessionToken && (await saveSession(transport, { sessionToken, partitionToken }))
      return {
        signature: toLowerCase(signature),
        address,
        bootstrap: readBootstrap(tinycloudBootstrap),
        ...(session && { session }),
      }
    },
  }
}

function toKey({ id, address, label }: Pick<Key, 'id' | 'address'> & { label?: string | null | undefined }): Key {
  return { id, address, label: label ?? '' }
}

/** The protocol admits signatures in lower case only. */
function toLowerCase(hex: `0x${string}`): `0x${string}` {
  return `0x${hex.slice(2).toLowerCase()}`
}

const schema = z.object({
  status: z.custom<BootstrapStatus>((value) => ['complete', 'skipped', 'pending', 'failed'].includes(String(value))),
  errorCode: z.optional(z.string().check(z.regex(/^[a-z_]{1,64}$/))),
})

/**
 * S14: what the endpoint says about provisioning never fails a sign-in. Saying nothing counts as `skipped`, saying
 * something unintelligible as `failed`.
 */
function readBootstrap(value: unknown): Bootstrap {
  if (value === undefined || value === null) return { status: 'skipped' }
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : { status: 'failed' }
}
