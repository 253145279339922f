import type { KeyEndpoint, SessionToken } from '../ports/keyEndpoint.ts'

export type KeyEndpointSubject = {
  readonly endpoint: KeyEndpoint
  codeFor(email: string): Promise<string | undefined>
  /** Answers ceremonies as a browser with one passkey would. */
  readonly authenticator: {
    register(options: PublicKeyCredentialCreationOptionsJSON): RegistrationResponseJSON
    authenticate(options: PublicKeyCredentialRequestOptionsJSON): AuthenticationResponseJSON
  }
}

/** A session of an address, which is a fresh one by default. */
export async function signIn({ endpoint, codeFor }: KeyEndpointSubject, email = anAddress()): Promise<SessionToken> {
  await endpoint.sendEmailCode(email)
  return endpoint.signInWithEmailCode(email, (await codeFor(email)) ?? '')
}

/** An account with the authenticator's passkey. */
export async function signInWithPasskey(subject: KeyEndpointSubject): Promise<SessionToken> {
  const { endpoint, authenticator } = subject
  const token = await signIn(subject)
  const { options, challengeToken } = await endpoint.passkeyRegisterOptions(token)
  const response = authenticator.register(options)
  return endpoint.finishPasskeyRegistration(token, { response, challengeToken })
}

/** An unused address, so that cases can share one endpoint. */
export function anAddress(): string {
  return `${crypto.randomUUID()}@example.org`
}
