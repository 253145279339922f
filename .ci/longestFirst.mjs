import { relative } from 'node:path'
import { BaseSequencer } from 'vitest/node'

/** Test files that take more than 20 s, or more than 10 s in the unit project, slowest first. */
export const longest = [
  'e2e/specs/flows/connectedAppsAndSessions.spec.ts',
  'e2e/specs/flows/emailCodes.spec.ts',
  'e2e/specs/failures/sealingSecretRotation.spec.ts',
  'e2e/specs/attacks/clickjacking.spec.ts',
  'e2e/specs/attacks/signInStateLeaks.spec.ts',
  'e2e/specs/flows/restrictedHostPages.spec.ts',
  'e2e/specs/failures/bootstrapNodeFaults.spec.ts',
  'e2e/specs/attacks/markupInjection.spec.ts',
  'e2e/specs/attacks/hostileHostPage.spec.ts',
  'e2e/specs/failures/pageInterference.spec.ts',
  'e2e/specs/flows/walletLibraries.spec.ts',
  'e2e/specs/failures/bootstrapCrash.spec.ts',
  'e2e/specs/failures/callSettlement.spec.ts',
  'e2e/specs/failures/keyEndpointFailures.spec.ts',
  'e2e/specs/docs/readmeSnippets.spec.ts',
  'e2e/specs/flows/signIn.spec.ts',
  'e2e/specs/flows/presentationModes.spec.ts',
  'e2e/specs/attacks/unknownPageApproval.spec.ts',
  'e2e/specs/flows/accessibility.spec.ts',
  'e2e/specs/flows/continuationWindow.spec.ts',
  'e2e/specs/attacks/realScreenFrame.spec.ts',
  'e2e/specs/flows/signInElement.spec.ts',
  'e2e/specs/flows/signInElementForm.spec.ts',
  'e2e/specs/flows/signInElementPage.spec.ts',
  'e2e/specs/failures/rejectedMessages.spec.ts',
  'e2e/specs/packaging/examples.spec.ts',
  'e2e/specs/packaging/packedPackages.spec.ts',
  'e2e/specs/packaging/installedPackages.spec.ts',
  'e2e/specs/flows/passkeyApproval.spec.ts',
  'e2e/specs/attacks/concurrentReviews.spec.ts',
  'e2e/specs/flows/reviewScreen.spec.ts',
  'e2e/specs/failures/userCancellation.spec.ts',
  'e2e/specs/packaging/previousRelease.spec.ts',
  'e2e/specs/flows/bootstrap.spec.ts',
  'e2e/specs/attacks/credentialLeaks.spec.ts',
  'e2e/specs/attacks/realScreenWindow.spec.ts',
  'e2e/specs/packaging/dependencyRule.spec.ts',
  'e2e/specs/attacks/widgetOriginIsolation.spec.ts',
  'e2e/specs/attacks/stolenSession.spec.ts',
  'e2e/specs/attacks/realScreenTrustedPage.spec.ts',
  'e2e/specs/packaging/keyEndpointContract.spec.ts',
  'e2e/specs/failures/blockedWindow.spec.ts',
  'playground/node-sdk/cli/runCommand.test.ts',
  'playground/node-sdk/cli/connectedAccount.test.ts',
  'playground/node/inFlight.test.ts',
  'playground/node-sdk/bootstrap/bootstrapAccount.test.ts',
  'playground/node/heldMemory.test.ts',
  'playground/node-sdk/fileSessionStorage.test.ts',
  'playground/key-endpoint/bootstrap/bootstrapFailures.test.ts',
  'protocol/src/siwe/message/siweOracle.test.ts',
  'playground/key-endpoint/createKeyEndpoint.test.ts',
  'playground/key-endpoint/keys/approvals.test.ts',
  'playground/node/serveNode.test.ts',
  'playground/server/main.test.ts',
  'protocol/src/wire/guardEndpoint.test.ts',
  'playground/node/services/sql/createSqlService.test.ts',
  'playground/sdk-core/sql/sqlDatabases.test.ts',
]

/**
 * Runs the slowest test files first, so that no worker is left with a long file at the end. Vitest does this from
 * earlier measurements, which a fresh clone does not have.
 */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const root = this.ctx.config.root
    const rank = ({ moduleId }) => longest.indexOf(relative(root, moduleId)) + 1 || longest.length + 1
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}
