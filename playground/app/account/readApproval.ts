import { createOpenKey } from '@openkey/host-sdk'
import type { AppConfig } from '../appConfig.ts'

/**
 * Returns the account that the user of this page has approved it for. The instance of the page knows only what it was
 * told when it connected, so another one asks.
 */
export async function readApproval({ widgetUrl, appName }: AppConfig): Promise<string | undefined> {
  const openkey = createOpenKey({ widgetUrl, appName })
  try {
    return (await openkey.connect({ silent: true })).address
  } catch {
    return undefined
  } finally {
    openkey.destroy()
  }
}
