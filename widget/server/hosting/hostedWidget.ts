import type { Origin } from '@openkey/protocol'
import type { DeploymentConfig } from '../../src/domain/config/deploymentConfig.ts'

/** What a hosting file is written from. */
export type HostedWidget = {
  readonly config: DeploymentConfig
  /** The widget's own origin. */
  readonly origin: Origin
  /** Folder of the site where the server sees it. Absolute; letters, digits and `/._-`, so that it needs no quoting. */
  readonly root: string
}
