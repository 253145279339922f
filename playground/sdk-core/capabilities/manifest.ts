import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'

export type Permission = {
  /** For example `tinycloud.kv`. `tinycloud.vault` is the kv path `vault/`, with the actions read, write and delete. */
  service: string
  /** Name of a space of the account, or a space id. For `tinycloud.encryption`, name of a network or a network id. */
  space?: string | undefined
  /** Path in the resource. `''` is the whole service. */
  path: string
  /** Abbreviated or fully qualified: `get`, `tinycloud.kv/get`. */
  actions: string[]
  /** Does not prepend the manifest's `prefix` to the path. */
  skipPrefix?: boolean | undefined
}

/** An app's manifest. Unknown fields are ignored. */
export type Manifest = {
  app_id: string
  /** Space of permissions without `space`. @default the client's `spacePrefix`, or `applications` */
  space?: string | undefined
  /** Prefix of every path. @default '' */
  prefix?: string | undefined
  permissions: Permission[]
}

/** A list of permissions to request. */
export type CapabilityRequest = { resources: Permission[] }

const permissionSchema: z.ZodMiniType<Permission> = z.object({
  service: z.string().check(z.regex(/^tinycloud\.[a-z]+$/)),
  space: z.optional(z.string()),
  path: z.string(),
  actions: z.array(z.string()).check(z.minLength(1)),
  skipPrefix: z.optional(z.boolean()),
})

export const manifestSchema: z.ZodMiniType<Manifest> = z.object({
  app_id: z.string().check(z.minLength(1)),
  space: z.optional(z.string()),
  prefix: z.optional(z.string()),
  permissions: z.array(permissionSchema),
})

export const capabilityRequestSchema: z.ZodMiniType<CapabilityRequest> = z.object({
  resources: z.array(permissionSchema),
})

/** Validates a manifest or capability request. @throws {TinyCloudError} `capability_request_invalid` with the field */
export function readRequest<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const { success, data, error } = z.safeParse(schema, value)
  if (success) return data
  const field = error.issues[0]?.path.join('.') ?? ''
  throw new TinyCloudError('capability_request_invalid', `Invalid capability request: check the field “${field}”.`, {
    details: { received: field },
  })
}
