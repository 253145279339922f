import { createHash } from 'node:crypto'
import { accountSchema } from './account/databaseSchemas.ts'
import { secretsManifest } from './account/secretsManifest.ts'
import { secretsSchema } from './account/secretsSchema.ts'
import { sessionPlans } from './account/sessionPlans.ts'
import { sortedJson } from './account/sortedJson.ts'
import { recordType } from './client/putValue.ts'
import { stepIds } from './steps/stepIds.ts'

const content = {
  allowlist: sessionPlans,
  manifest: secretsManifest,
  schemas: [accountSchema, secretsSchema],
  stepIds,
  recordType,
}

/** Names what an account is provisioned with. Whoever changes that has every account provisioned again. */
export const bootstrapVersion = `@tinycloud/bootstrap:${createHash('sha256').update(sortedJson(content)).digest('hex')}`
