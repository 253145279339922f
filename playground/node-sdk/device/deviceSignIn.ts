import { setTimeout as sleep } from 'node:timers/promises'
import * as oauth from 'oauth4webapi'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import { httpOptions } from './httpOptions.ts'
import type { ProgramCredentials } from './programCredentials.ts'
import { createProofKey, createProofs, withNonce } from './proofKey.ts'

/** Address and code that a person needs to connect the program. */
export type DevicePrompt = {
  /** Address to open, on any device. It never contains the code. */
  readonly verificationUri: string
  readonly userCode: string
  /** Milliseconds until the code expires. */
  readonly expiresInMs: number
}

export type DeviceSignInOptions = {
  readonly keyEndpointUrl: string
  /** Id of the program, as the key endpoint knows it. */
  readonly clientId: string
  /** Name of the device, shown to the person as a claim of the program. */
  readonly deviceName?: string | undefined
  /** Shows the code to the person. */
  readonly onPrompt: (prompt: DevicePrompt) => void
  readonly fetch?: typeof globalThis.fetch | undefined
  /** @default setTimeout */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: (() => number) | undefined
}

/**
 * Has a person connect this program to their account (RFC 8628), and waits for the decision. The access is bound to a
 * new key of this program (RFC 9449).
 * @throws {TinyCloudError} `access_declined` if the person declined or did not decide in time,
 *   `signer_unreachable`, `signer_rejected`
 * @example
 * const credentials = await signInByDevice({
 *   keyEndpointUrl,
 *   clientId: 'tinycloud-cli',
 *   onPrompt: ({ verificationUri, userCode }) => console.log(`Open ${verificationUri} and type ${userCode}`),
 * })
 */
export async function signInByDevice(options: DeviceSignInOptions): Promise<ProgramCredentials> {
  const { keyEndpointUrl, clientId, deviceName, onPrompt, wait = sleep, now = Date.now } = options
  const { server, client, http } = connection(options)
  const asked = await orFail(async () => {
    const parameters = new URLSearchParams(deviceName === undefined ? {} : { device_name: deviceName })
    const response = await oauth.deviceAuthorizationRequest(server, client, oauth.None(), parameters, http)
    return oauth.processDeviceAuthorizationResponse(server, client, response)
  })
  const endsAt = now() + asked.expires_in * 1000
  onPrompt({
    verificationUri: asked.verification_uri,
    userCode: asked.user_code,
    expiresInMs: asked.expires_in * 1000,
  })
  const proofKey = await createProofKey()
  const DPoP = await createProofs(proofKey)
  const poll = async () => {
    const options = { ...http, DPoP }
    const response = await oauth.deviceCodeGrantRequest(server, client, oauth.None(), asked.device_code, options)
    return oauth.processDeviceCodeResponse(server, client, response)
  }
  let intervalMs = (asked.interval ?? 5) * 1000
  while (now() < endsAt) {
    await wait(intervalMs)
    try {
      const token = await withNonce(poll)
      const expiresAt = now() + (token.expires_in ?? 0) * 1000
      return { keyEndpointUrl, clientId, accessToken: token.access_token, proofKey, expiresAt }
    } catch (error) {
      const problem = identify(error)
      if (problem === 'slow_down') intervalMs += 5000
      else if (problem === 'unreachable') intervalMs *= 2
      else if (problem !== 'authorization_pending') throw toError(problem, error)
    }
  }
  throw toError('expired_token')
}

/**
 * Ends the access of this program, at its own request.
 * @throws {TinyCloudError} `signer_unreachable`, `signer_rejected`
 */
export async function revokeProgram(
  credentials: Pick<ProgramCredentials, 'keyEndpointUrl' | 'clientId' | 'accessToken'>,
  options: Pick<DeviceSignInOptions, 'fetch'> = {},
): Promise<void> {
  const { server, client, http } = connection({ ...credentials, ...options })
  await orFail(async () => {
    const response = await oauth.revocationRequest(server, client, oauth.None(), credentials.accessToken, http)
    await oauth.processRevocationResponse(response)
  })
}

function connection({
  keyEndpointUrl,
  clientId,
  fetch,
}: Pick<DeviceSignInOptions, 'keyEndpointUrl' | 'clientId' | 'fetch'>) {
  const at = (path: string) => `${keyEndpointUrl.replace(/\/+$/, '')}/api/device/${path}`
  return {
    server: {
      issuer: keyEndpointUrl,
      device_authorization_endpoint: at('code'),
      token_endpoint: at('token'),
      revocation_endpoint: at('revoke'),
    },
    client: { client_id: clientId },
    http: httpOptions(fetch),
  } as const
}

async function orFail<Value>(call: () => Promise<Value>): Promise<Value> {
  try {
    return await call()
  } catch (error) {
    throw toError(identify(error), error)
  }
}

/** Returns the OAuth error of a response, or `unreachable` if there is no response that can be read. */
function identify(error: unknown): string {
  if (error instanceof oauth.ResponseBodyError) return error.status === 429 ? 'slow_down' : error.error
  if (error instanceof oauth.WWWAuthenticateChallengeError) return 'refused'
  return 'unreachable'
}

function toError(problem: string, cause?: unknown): TinyCloudError {
  switch (problem) {
    case 'access_denied':
      return new TinyCloudError('access_declined', 'The owner of the account declined to connect this program.')
    case 'expired_token':
      return new TinyCloudError('access_declined', 'Nobody entered the code in time. Start again to get a new one.')
    case 'invalid_dpop_proof':
      return new TinyCloudError(
        'signer_rejected',
        'The key endpoint does not accept the proof of this program: `keyEndpointUrl` must be its public URL.',
        { details: { received: problem }, cause },
      )
    case 'unreachable':
      return new TinyCloudError('signer_unreachable', 'The key endpoint did not respond as expected.', { cause })
    default:
      return new TinyCloudError('signer_rejected', `The key endpoint refused: ${problem}.`, {
        details: { received: problem },
        cause,
      })
  }
}
