import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { type CeremonyBend, createSoftAuthenticator, type SoftAuthenticator } from './softAuthenticator.ts'
import { type Answer, type TestEndpoint, widgetOrigin } from './testEndpoint.ts'

type Issued = { readonly challengeToken: string }

export type PasskeyClient = {
  readonly post: (path: string, body: object, bearer?: string) => Promise<Answer>
  readonly requestOptions: () => Promise<PublicKeyCredentialRequestOptionsJSON & Issued>
  readonly creationOptions: (bearer: string) => Promise<PublicKeyCredentialCreationOptionsJSON & Issued>
  readonly register: (authenticator: SoftAuthenticator, bearer: string, bend?: CeremonyBend) => Promise<Answer>
  readonly authenticate: (authenticator: SoftAuthenticator, bend?: CeremonyBend) => Promise<Answer>
  /** An account with one passkey, and the session that added it. */
  readonly registered: (
    email: string,
  ) => Promise<{ readonly authenticator: SoftAuthenticator; readonly bearer: string }>
}

/** The two ceremonies from options to answer, as the widget runs them. */
export function createPasskeyClient(endpoint: TestEndpoint): PasskeyClient {
  const post: PasskeyClient['post'] = (path, body, bearer) =>
    endpoint.call('POST', `/api/passkey/${path}`, { body, ...(bearer !== undefined && { bearer }) })

  const requestOptions: PasskeyClient['requestOptions'] = async () => {
    const { body } = await post('generate-authenticate-options', {})
    return body as PublicKeyCredentialRequestOptionsJSON & Issued
  }
  const creationOptions: PasskeyClient['creationOptions'] = async (bearer) => {
    const { body } = await post('generate-register-options', {}, bearer)
    return body as PublicKeyCredentialCreationOptionsJSON & Issued
  }
  const register: PasskeyClient['register'] = async (authenticator, bearer, bend) => {
    const options = await creationOptions(bearer)
    const { challengeToken } = options
    return post('verify-registration', { response: authenticator.register(options, bend), challengeToken }, bearer)
  }

  return {
    post,
    requestOptions,
    creationOptions,
    register,
    async authenticate(authenticator, bend) {
      const options = await requestOptions()
      const { challengeToken } = options
      return post('verify-authentication', { response: authenticator.authenticate(options, bend), challengeToken })
    },
    async registered(email) {
      const bearer = await endpoint.signIn(email)
      const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
      const { status } = await register(authenticator, bearer)
      if (status !== 200) throw new Error(`The passkey was not registered: ${status}.`)
      return { authenticator, bearer }
    },
  }
}
