import * as z from 'zod'
import type { SessionStorage } from '../../sdk-core/storage/sessionStorage.ts'
import { TinyCloudError } from '../../sdk-core/tinyCloudError.ts'
import { proofKeySchema } from './proofKey.ts'

const credentialsSchema = z.strictObject({
  version: z.literal(1),
  keyEndpointUrl: z.string(),
  clientId: z.string(),
  accessToken: z.string(),
  proofKey: proofKeySchema,
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
})

/**
 * Credentials of a connected program. They give anybody who has them the program's access until it ends. The token alone
 * gives none, because each request needs a proof by the key.
 */
export type ProgramCredentials = Omit<z.output<typeof credentialsSchema>, 'version'>

const storageKey = 'program'

export type CredentialStore = {
  /** @throws {TinyCloudError} `session_storage_damaged` */
  readonly read: () => Promise<ProgramCredentials | undefined>
  readonly write: (credentials: ProgramCredentials) => Promise<void>
  readonly clear: () => Promise<void>
}

/** Keeps the credentials of one program, in a storage that only its user can read. */
export function createCredentialStore(storage: SessionStorage): CredentialStore {
  return {
    async read() {
      const text = await storage.get(storageKey)
      if (text === undefined || text === null) return undefined
      try {
        const { version: _, ...credentials } = credentialsSchema.parse(JSON.parse(text))
        return credentials
      } catch {
        throw new TinyCloudError('session_storage_damaged', 'The stored access of this program is damaged.')
      }
    },
    async write(credentials) {
      await storage.set(storageKey, JSON.stringify({ version: 1, ...credentials }))
    },
    async clear() {
      await storage.remove(storageKey)
    },
  }
}
