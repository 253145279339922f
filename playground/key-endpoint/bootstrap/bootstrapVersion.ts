import { createHash } from 'node:crypto'
import { canonicalJson } from '@openkey/protocol/session'
import { accountSchema, secretsSchema } from '../../provisioning/account/databaseSchemas.ts'
import { secretsManifest } from '../../provisioning/account/secretsManifest.ts'
import { sessionPlans } from '../../provisioning/account/sessionPlans.ts'
import { recordType } from '../../provisioning/client/putValue.ts'
import { stepIds } from '../../provisioning/steps/writeCompletionMarker.ts'

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
