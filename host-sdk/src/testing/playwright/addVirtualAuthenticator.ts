import type { CDPSession, Page } from 'playwright-core'

export type VirtualAuthenticator = {
  /** Passkeys it holds. */
  readonly credentials: () => Promise<
    readonly { readonly credentialId: string; readonly rpId?: string; readonly signCount: number }[]
  >
  /** Sets whether the authenticator verifies its user. Without verification, its ceremonies fail. */
  readonly setUserVerified: (verified: boolean) => Promise<void>
}

/**
 * Gives a page a platform authenticator with resident keys, as a laptop with a fingerprint reader has, so that the
 * widget offers passkeys. Chromium only.
 * @param page the page that embeds the widget: an authenticator of the frame ends with the frame
 * @see https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/
 */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    setUserVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}
