import { relative } from 'node:path'
import { BaseSequencer } from 'vitest/node'

/** What takes more than twenty seconds, or in the unit project more than ten, from the longest down. */
export const longest = [
  'e2e/specs/whereSignedIn.spec.ts',
  'e2e/specs/emailCodes.spec.ts',
  'e2e/specs/resealing.spec.ts',
  'e2e/specs/approveGating.spec.ts',
  'e2e/specs/oracle.spec.ts',
  'e2e/specs/strictHosts.spec.ts',
  'e2e/specs/bootstrapFaults.spec.ts',
  'e2e/specs/markupInjection.spec.ts',
  'e2e/specs/hostileHost.spec.ts',
  'e2e/specs/pageConditions.spec.ts',
  'e2e/specs/providerClients.spec.ts',
  'e2e/specs/bootstrapCrash.spec.ts',
  'e2e/specs/settling.spec.ts',
  'e2e/specs/keyEndpointFailures.spec.ts',
  'e2e/specs/readmeSnippets.spec.ts',
  'e2e/specs/signIn.spec.ts',
  'e2e/specs/presentations.spec.ts',
  'e2e/specs/approvalPolicy.spec.ts',
  'e2e/specs/accessibility.spec.ts',
  'e2e/specs/continuationWindow.spec.ts',
  'e2e/specs/realScreen.spec.ts',
  'e2e/specs/signInElement.spec.ts',
  'e2e/specs/refusals.spec.ts',
  'e2e/specs/consumers.spec.ts',
  'e2e/specs/oneGesture.spec.ts',
  'e2e/specs/oneReview.spec.ts',
  'e2e/specs/reviewScreen.spec.ts',
  'e2e/specs/outcomes.spec.ts',
  'e2e/specs/previousRelease.spec.ts',
  'e2e/specs/bootstrap.spec.ts',
  'e2e/specs/secrecy.spec.ts',
  'e2e/specs/realScreenWindow.spec.ts',
  'e2e/specs/dependencyRule.spec.ts',
  'e2e/specs/ownOrigin.spec.ts',
  'e2e/specs/stolenSession.spec.ts',
  'e2e/specs/realScreenTrusted.spec.ts',
  'e2e/specs/keyEndpointContract.spec.ts',
  'e2e/specs/blockedWindow.spec.ts',
  'playground/key-endpoint/bootstrap/bootstrapFailures.test.ts',
  'protocol/src/siwe/siweOracle.test.ts',
  'playground/key-endpoint/createKeyEndpoint.test.ts',
  'playground/key-endpoint/keys/approvals.test.ts',
  'playground/node/serveNode.test.ts',
  'playground/server/main.test.ts',
  'protocol/src/guardEndpoint.test.ts',
  'playground/node/services/sql/createSqlService.test.ts',
  'playground/web-sdk/sql/sqlDatabases.test.ts',
]

/**
 * Begins with what takes longest, so that at the end no worker has much left while the others have nothing. Vitest does
 * so by itself from what it has measured before; a fresh clone has measured nothing.
 */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const root = this.ctx.config.root
    const rank = ({ moduleId }) => longest.indexOf(relative(root, moduleId)) + 1 || longest.length + 1
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}
