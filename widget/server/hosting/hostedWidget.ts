import type { Origin } from '@openkey/protocol'
import type { DeploymentConfig } from '../../src/domain/config/deploymentConfig.ts'

/** Input for the hosting files. */
export type HostedWidget = {
  readonly config: DeploymentConfig
  /** The widget's own origin. */
  readonly origin: Origin
  /** Absolute path of the site on the server. Contains only letters, digits and `/._-`, so it needs no quoting. */
  readonly root: string
}
