/** The parts of a page that WebAuthn needs. Read for every ceremony, because extensions may replace them. */
export type PasskeyPage = {
  /** The browser's own container, or what a password manager has put in its place. */
  readonly credentials: Partial<Pick<CredentialsContainer, 'get' | 'create'>> | undefined
  /** `PublicKeyCredential`. Absent without WebAuthn. Browsers differ in its members. */
  readonly webAuthn: PasskeySignals | undefined
  /** Whether permissions policy grants a feature here; `undefined` where the browser does not say. */
  allows(feature: string): boolean | undefined
  readonly isTopLevel: boolean
  readonly host: string
}

/** WebAuthn Level 3, 5.1.10: tells authenticators about passkeys that a relying party does not know. */
export type PasskeySignals = {
  signalUnknownCredential?(options: { readonly rpId: string; readonly credentialId: string }): Promise<unknown>
}

/** Reads the page that this script runs in. */
export function browserPasskeyPage(): PasskeyPage {
  return {
    get credentials() {
      return navigator.credentials
    },
    get webAuthn() {
      // Not every browser's declarations have the signals.
      return typeof PublicKeyCredential === 'undefined' ? undefined : (PublicKeyCredential as PasskeySignals)
    },
    allows(feature) {
      // Only Chromium has it, under either name.
      const policy: unknown = Reflect.get(document, 'permissionsPolicy') ?? Reflect.get(document, 'featurePolicy')
      return isPolicy(policy) ? policy.allowsFeature(feature) : undefined
    },
    isTopLevel: window.top === window,
    host: location.hostname,
  }
}

function isPolicy(value: unknown): value is { allowsFeature(feature: string): boolean } {
  return typeof value === 'object' && value !== null && 'allowsFeature' in value
}
