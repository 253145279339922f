import { createHash } from 'node:crypto'
import { canonicalJson } from '@openkey/protocol/session'
import { accountSchema, secretsSchema } from './account/databaseSchemas.ts'
import { secretsManifest } from './account/secretsManifest.ts'
import { sessionPlans } from './account/sessionPlans.ts'
import { recordType } from './client/putValue.ts'
import { stepIds } from './steps/stepIds.ts'

const content = {
  allowlist: sessionPlans,
  manifest: secretsManifest,
  schemas: [accountSchema, secretsSchema],
  stepIds,
  recordType,
}

/** Identifies the content of a provisioned account. A change of the content provisions every account again. */
export const bootstrapVersion = `@tinycloud/bootstrap:${sha256(canonicalJson(content))}`

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
