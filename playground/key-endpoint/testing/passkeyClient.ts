import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { type CeremonyOverrides, createSoftAuthenticator, type SoftAuthenticator } from './softAuthenticator.ts'
import { type TestEndpoint, type TestResponse, widgetOrigin } from './testEndpoint.ts'

type Issued = { readonly challengeToken: string }

export type PasskeyClient = {
  readonly post: (path: string, body: object, bearer?: string) => Promise<TestResponse>
  readonly requestOptions: () => Promise<PublicKeyCredentialRequestOptionsJSON & Issued>
  readonly creationOptions: (bearer: string) => Promise<PublicKeyCredentialCreationOptionsJSON & Issued>
  readonly register: (
    authenticator: SoftAuthenticator,
    bearer: string,
    overrides?: CeremonyOverrides,
  ) => Promise<TestResponse>
  readonly authenticate: (authenticator: SoftAuthenticator, overrides?: CeremonyOverrides) => Promise<TestResponse>
  /** Creates an account with one passkey, and returns the session that registered it. */
  readonly registered: (
    email: string,
  ) => Promise<{ readonly authenticator: SoftAuthenticator; readonly bearer: string }>
}

/** Runs the two ceremonies as the widget does. */
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
  const register: PasskeyClient['register'] = async (authenticator, bearer, overrides) => {
    const options = await creationOptions(bearer)
    const { challengeToken } = options
    return post('verify-registration', { response: authenticator.register(options, overrides), challengeToken }, bearer)
  }

  return {
    post,
    requestOptions,
    creationOptions,
    register,
    async authenticate(authenticator, overrides) {
      const options = await requestOptions()
      const { challengeToken } = options
      return post('verify-authentication', { response: authenticator.authenticate(options, overrides), challengeToken })
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
