import type { Bootstrap, BootstrapStatus } from '@openkey/protocol'
import * as z from 'zod/mini'

const schema = z.object({
  status: z.custom<BootstrapStatus>((value) => ['complete', 'skipped', 'pending', 'failed'].includes(String(value))),
  errorCode: z.optional(z.string().check(z.regex(/^[a-z_]{1,64}$/))),
})

/**
 * S14: what the endpoint says about provisioning never fails a sign-in. Saying nothing counts as `skipped`, saying
 * something unintelligible as `failed`.
 */
export function readBootstrap(value: unknown): Bootstrap {
  if (value === undefined || value === null) return { status: 'skipped' }
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : { status: 'failed' }
}
