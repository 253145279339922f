import * as oauth from 'oauth4webapi'
import * as z from 'zod'
import { sessionPlans } from '../../provisioning/account/sessionPlans.ts'
import type { CapabilityRequest, Permission } from '../../sdk-core/capabilities/manifest.ts'
import type { SignDecision, SignRequest } from '../../sdk-core/session/signStrategy.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import type { TinyCloudNodeOptions } from '../tinyCloudNode.ts'
import { httpOptions } from './httpOptions.ts'
import type { ProgramCredentials } from './programCredentials.ts'
import { createProofs, withNonce } from './proofKey.ts'

const accountSchema = z.object({
  address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  chainId: z.int().min(1),
  keyId: z.string(),
  domain: z.string(),
})

const decisionSchema = z.union([
  z.object({ approved: z.literal(true), signature: z.string() }),
  z.object({ approved: z.literal(false), reason: z.string() }),
])

const refusalSchema = z.object({ code: z.string().optional() })

export type DelegatedSigningOptions = Pick<ProgramCredentials, 'keyEndpointUrl' | 'accessToken' | 'proofKey'> & {
  readonly fetch?: typeof globalThis.fetch | undefined
}

/** Options for {@link TinyCloudNode} that has its messages signed by a key endpoint. */
export type DelegatedSigning = Required<
  Pick<TinyCloudNodeOptions, 'signer' | 'signStrategy' | 'domain' | 'capabilityRequest' | 'sessionStorageKeyPrefix'>
>

/**
 * Returns the options of a client whose account is that of a connected program. It requests what the key endpoint signs
 * without a person: everything in the space `default`.
 * @throws {TinyCloudError} `access_ended` if the owner has removed the program or its access has expired,
 *   `signer_unreachable`
 * @example
 * const signing = await createDelegatedSigning(credentials)
 * const tc = new TinyCloudNode({ ...signing, host: 'https://node.example' })
 */
export async function createDelegatedSigning(options: DelegatedSigningOptions): Promise<DelegatedSigning> {
  const { fetch, proofKey } = options
  const connection: Connection = { ...options, http: { ...httpOptions(fetch), DPoP: await createProofs(proofKey) } }
  const account = accountSchema.parse(await call(connection, 'GET', 'account'))
  const { address, chainId, keyId, domain } = account

  const decide = async (request: Omit<SignRequest, 'purpose'> & Partial<SignRequest>): Promise<SignDecision> => {
    const answer = decisionSchema.safeParse(await call(connection, 'POST', 'sign', { ...request, keyId }))
    if (answer.success) return answer.data
    throw unreachable()
  }

  return {
    signer: {
      getAddress: async () => address,
      getChainId: async () => chainId,
      async signMessage(message) {
        const decision = await decide({ address, chainId, message, type: 'siwe' })
        if (decision.approved && decision.signature !== undefined) return decision.signature
        throw new TinyCloudError('signature_refused', 'The key endpoint does not sign this message without its owner.')
      },
    },
    signStrategy: decide,
    domain,
    capabilityRequest,
    // Sessions of other accounts may be in the same storage.
    sessionStorageKeyPrefix: `tinycloud-${address}`,
  }
}

/** The default session of a new account, and the marker that tells whether the account is complete. */
const capabilityRequest: CapabilityRequest = {
  resources: [
    ...Object.entries(sessionPlans.default.own).flatMap(([service, paths]) =>
      Object.entries(paths).map(
        ([path, actions]): Permission => ({
          ...{ service: `tinycloud.${service}`, space: 'default', path, actions: [...actions] },
        }),
      ),
    ),
    { service: 'tinycloud.kv', space: 'account', path: 'system/bootstrap/complete', actions: ['get'] },
  ],
}

type Connection = Pick<DelegatedSigningOptions, 'keyEndpointUrl' | 'accessToken'> & {
  readonly http: oauth.ProtectedResourceRequestOptions
}

async function call(
  { keyEndpointUrl, accessToken, http }: Connection,
  method: 'GET' | 'POST',
  route: string,
  body?: object,
): Promise<unknown> {
  const url = new URL(`${keyEndpointUrl.replace(/\/+$/, '')}/api/delegate/${route}`)
  const headers = new Headers(body && { 'content-type': 'application/json' })
  const text = body && JSON.stringify(body)
  const send = () => oauth.protectedResourceRequest(accessToken, method, url, headers, text, http)
  const response = await withNonce(send).catch((cause: unknown) => {
    if (!(cause instanceof oauth.WWWAuthenticateChallengeError)) throw unreachable(cause)
    const message = 'The key endpoint does not accept the key of this program for its token.'
    throw new TinyCloudError('access_ended', message, { details: { status: cause.status } })
  })
  const answer: unknown = await response.json().catch((cause: unknown) => {
    throw unreachable(cause)
  })
  if (response.ok) return answer
  const { status } = response
  if (status === 401) {
    const hasExpired = refusalSchema.safeParse(answer).data?.code === 'token_expired'
    throw new TinyCloudError(
      'access_ended',
      hasExpired ? 'The access of this program has expired.' : 'The owner has removed this program.',
      { details: { status } },
    )
  }
  throw new TinyCloudError('signer_rejected', `The key endpoint answered with ${status}.`, {
    details: { status },
  })
}

function unreachable(cause?: unknown): TinyCloudError {
  return new TinyCloudError('signer_unreachable', 'The key endpoint did not respond as expected.', { cause })
}
