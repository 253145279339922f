import { fromBase64url } from './fromBase64url.ts'

// Read here and not by the browser's own functions: some browsers lack them, and some password managers break them.
// WebAuthn extensions are left out: no endpoint reads what they answer, and their inputs are not plain JSON.

/** `PublicKeyCredential.parseRequestOptionsFromJSON`. @throws {Error} for options that cannot be read */
export function toRequestOptions(options: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, extensions: _, ...rest } = options
  return {
    ...rest,
    challenge: fromBase64url(challenge).buffer,
    ...(allowCredentials && { allowCredentials: allowCredentials.map(toDescriptor) }),
  } as PublicKeyCredentialRequestOptions
}

/** `PublicKeyCredential.parseCreationOptionsFromJSON`. @throws {Error} for options that cannot be read */
export function toCreationOptions(options: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials, extensions: _, ...rest } = options
  return {
    ...rest,
    challenge: fromBase64url(challenge).buffer,
    user: { ...user, id: fromBase64url(user.id).buffer },
    ...(excludeCredentials && { excludeCredentials: excludeCredentials.map(toDescriptor) }),
  } as PublicKeyCredentialCreationOptions
}

function toDescriptor({ id, ...rest }: PublicKeyCredentialDescriptorJSON) {
  return { ...rest, id: fromBase64url(id).buffer }
}
