/** What WebAuthn needs of a page. */
export type PasskeyPage = {
  readonly credentials: Pick<CredentialsContainer, 'get' | 'create'> | undefined
  /** Absent where the browser cannot read and write WebAuthn as JSON. */
  readonly json:
    | Pick<typeof PublicKeyCredential, 'parseRequestOptionsFromJSON' | 'parseCreationOptionsFromJSON'>
    | undefined
  /** Whether permissions policy grants a feature here; `undefined` where the browser does not say. */
  allows(feature: string): boolean | undefined
  readonly isTopLevel: boolean
}

/** The page this script runs in. */
export function thisPasskeyPage(): PasskeyPage {
  const isComplete =
    typeof PublicKeyCredential !== 'undefined' && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
  return {
    credentials: navigator.credentials,
    json: isComplete ? PublicKeyCredential : undefined,
    allows(feature) {
      // Only Chromium has it, under either name.
      const policy: unknown = Reflect.get(document, 'permissionsPolicy') ?? Reflect.get(document, 'featurePolicy')
      return isPolicy(policy) ? policy.allowsFeature(feature) : undefined
    },
    isTopLevel: window.top === window,
  }
}

function isPolicy(value: unknown): value is { allowsFeature(feature: string): boolean } {
  return typeof value === 'object' && value !== null && 'allowsFeature' in value
}
