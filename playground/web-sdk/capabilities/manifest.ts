import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'

const permissionSchema = z.object({
  /** In full, for example `tinycloud.kv`. `tinycloud.vault` is the kv path `vault/`, with read, write and delete. */
  service: z.string().check(z.regex(/^tinycloud\.[a-z]+$/)),
  /** Name of an own space, or a whole space id. For `tinycloud.encryption` an own network's name, or a network id. */
  space: z.optional(z.string()),
  /** As it stands in the resource. `''` is the whole service. */
  path: z.string(),
  /** Short or in full: `get`, `tinycloud.kv/get`. */
  actions: z.array(z.string()).check(z.minLength(1)),
  /** The path is not below the manifest's `prefix`. */
  skipPrefix: z.optional(z.boolean()),
})

/** What an app declares about itself. Members that are not listed are for others and passed over. */
export const manifestSchema = z.object({
  app_id: z.string().check(z.minLength(1)),
  /** Space of the permissions that name none. @default the client’s `spacePrefix`, or `applications` */
  space: z.optional(z.string()),
  /** Goes before every path. @default '' */
  prefix: z.optional(z.string()),
  permissions: z.array(permissionSchema),
})

/** The capabilities a client asks for, already composed. */
export const capabilityRequestSchema = z.object({ resources: z.array(permissionSchema) })

export type Permission = z.infer<typeof permissionSchema>
export type Manifest = z.infer<typeof manifestSchema>
export type CapabilityRequest = z.infer<typeof capabilityRequestSchema>

/** @throws {TinyCloudError} `capability_request_invalid`, naming the member at fault */
export function readRequest<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const { success, data, error } = z.safeParse(schema, value)
  if (success) return data
  const member = error.issues[0]?.path.join('.') ?? ''
  throw new TinyCloudError('capability_request_invalid', `A capability request cannot be read: ${member}.`, {
    details: { received: member },
  })
}
