import { createDelegatedSigning } from '../device/delegatedSigning.ts'
import { type DevicePrompt, revokeProgram, signInByDevice } from '../device/deviceSignIn.ts'
import type { CredentialStore } from '../device/programCredentials.ts'
import { type SessionStorage, TinyCloudError, TinyCloudNode } from '../index.ts'

/** Id of the command line at the key endpoint. */
const clientId = 'tinycloud-cli'

export type AccessOptions = {
  /** Takes precedence over a connected account. */
  readonly privateKey: string | undefined
  /** URL of the node. @default the hosted node */
  readonly host: string | undefined
  readonly keyEndpointUrl: string | undefined
  readonly deviceName: string
  readonly sessionStorage: SessionStorage
  readonly credentials: CredentialStore
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Waits between two polls. @default setTimeout */
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined
}

/** Access of the command line to an account: by a private key, or by a connection that a person has approved. */
export type Access = {
  /** @throws {TinyCloudError} `access_ended`, `signer_unreachable` */
  readonly createClient: () => Promise<TinyCloudNode>
  /** Connects the command line to the account of a person, and replaces an earlier connection. */
  readonly login: (onPrompt: (prompt: DevicePrompt) => void) => Promise<{ readonly expiresAt: number }>
  /** Ends the connection, and deletes the stored session. */
  readonly logout: () => Promise<void>
}

export function createAccess(options: AccessOptions): Access {
  const { privateKey, host, keyEndpointUrl, deviceName, sessionStorage, credentials, fetch, wait } = options
  const common = { host, sessionStorage, fetch }

  const createClient = async () => {
    if (privateKey !== undefined) return new TinyCloudNode({ ...common, privateKey })
    const connected = await credentials.read()
    if (connected === undefined) return new TinyCloudNode(common)
    return new TinyCloudNode({ ...common, ...(await createDelegatedSigning({ ...connected, fetch })) })
  }

  return {
    createClient,
    async login(onPrompt) {
      if (keyEndpointUrl === undefined) {
        throw new TinyCloudError('option_invalid', 'Set TINYCLOUD_KEY_ENDPOINT to the URL of a key endpoint.', {
          details: { received: 'TINYCLOUD_KEY_ENDPOINT' },
        })
      }
      const earlier = await credentials.read().catch(() => undefined)
      const connected = await signInByDevice({ keyEndpointUrl, clientId, deviceName, onPrompt, fetch, wait })
      await credentials.write(connected)
      // The earlier connection ends by itself in any case.
      if (earlier !== undefined) await revokeProgram(earlier, { fetch }).catch(() => undefined)
      return { expiresAt: connected.expiresAt }
    },
    async logout() {
      const connected = privateKey === undefined ? await credentials.read() : undefined
      // A connection that has ended has no account to ask for.
      const client = await createClient().catch((error: unknown) => {
        if (error instanceof TinyCloudError && error.code === 'access_ended') return undefined
        throw error
      })
      await client?.clearPersistedSession()
      if (connected === undefined) return
      await revokeProgram(connected, { fetch })
      await credentials.clear()
    },
  }
}
