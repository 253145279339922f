import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'

const permissionSchema = z.object({
  /** For example `tinycloud.kv`. `tinycloud.vault` is the kv path `vault/`, with the actions read, write and delete. */
  service: z.string().check(z.regex(/^tinycloud\.[a-z]+$/)),
  /** Name of a space of the account, or a space id. For `tinycloud.encryption`, name of a network or a network id. */
  space: z.optional(z.string()),
  /** Path in the resource. `''` is the whole service. */
  path: z.string(),
  /** Abbreviated or fully qualified: `get`, `tinycloud.kv/get`. */
  actions: z.array(z.string()).check(z.minLength(1)),
  /** Does not prepend the manifest's `prefix` to the path. */
  skipPrefix: z.optional(z.boolean()),
})

/** An app's manifest. Unknown fields are ignored. */
export const manifestSchema = z.object({
  app_id: z.string().check(z.minLength(1)),
  /** Space of permissions without `space`. @default the client's `spacePrefix`, or `applications` */
  space: z.optional(z.string()),
  /** Prefix of every path. @default '' */
  prefix: z.optional(z.string()),
  permissions: z.array(permissionSchema),
})

/** A list of permissions to request. */
export const capabilityRequestSchema = z.object({ resources: z.array(permissionSchema) })

export type Permission = z.infer<typeof permissionSchema>
export type Manifest = z.infer<typeof manifestSchema>
export type CapabilityRequest = z.infer<typeof capabilityRequestSchema>

/** Validates a manifest or capability request. @throws {TinyCloudError} `capability_request_invalid` with the field */
export function readRequest<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const { success, data, error } = z.safeParse(schema, value)
  if (success) return data
  const field = error.issues[0]?.path.join('.') ?? ''
  throw new TinyCloudError('capability_request_invalid', `Invalid capability request: check the field “${field}”.`, {
    details: { received: field },
  })
}
