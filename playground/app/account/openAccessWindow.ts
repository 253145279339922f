import { createOpenKey, isOpenKeyError } from '@openkey/host-sdk'
import { formatSiweMessage } from '@openkey/protocol/siwe'
import type { AppConfig } from '../appConfig.ts'

/**
 * Opens a window of the widget in which the user can see and end every session and approval. No call opens that list,
 * because an app learns nothing about it: a request does, and its window links to the list. The request proves who the
 * user is and grants nothing. Resolves when the window has closed.
 * @throws {OpenKeyError} `popup_blocked` and others
 */
export async function openAccessWindow({ widgetUrl, appName }: AppConfig, address: string): Promise<void> {
  const openkey = createOpenKey({ widgetUrl, appName, presentation: 'window' })
  const message = formatSiweMessage({
    domain: location.host,
    address,
    statement: 'See where you are signed in.',
    uri: location.origin,
    version: '1',
    chainId: 1,
    nonce: crypto.randomUUID().replaceAll('-', ''),
    issuedAt: new Date().toISOString(),
  })
  try {
    await openkey.signSiwe({ message })
  } catch (error) {
    if (!isOpenKeyError(error) || error.code !== 'user_rejected') throw error
  } finally {
    openkey.destroy()
  }
}
