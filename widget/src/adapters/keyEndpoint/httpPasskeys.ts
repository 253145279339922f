import type { KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { callKeyEndpoint, type KeyEndpointTransport } from './callKeyEndpoint.ts'
import {
  anyAnswer,
  passkeyListAnswer,
  passkeyOptionsAnswer,
  passkeyRegistrationAnswer,
  passkeySignInAnswer,
  signInSettingsAnswer,
} from './responseSchemas.ts'
import { adoptSession } from './saveSession.ts'

type PasskeyRoutes = Pick<
  KeyEndpoint,
  | 'passkeySignInOptions'
  | 'finishPasskeySignIn'
  | 'passkeyRegisterOptions'
  | 'finishPasskeyRegistration'
  | 'listPasskeys'
  | 'removePasskey'
  | 'isPasskeyRequired'
  | 'requirePasskey'
>

/** `/api/passkey` and `/api/account/sign-in`: a token stands in for the challenge cookie, which a cross-site frame would never get. */
export function httpPasskeys(transport: KeyEndpointTransport): PasskeyRoutes {
  const { openedOn } = transport.place
  return {
    async passkeySignInOptions(options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/generate-authenticate-options',
        body: {},
        answer: passkeyOptionsAnswer,
        ...options,
      })
      const { challengeToken, ...ceremony } = value
      return { options: ceremony, challengeToken }
    },

    async finishPasskeySignIn(response, challengeToken, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/verify-authentication',
        body: { response, challengeToken, ...(openedOn !== undefined && { openedOn }) },
        opensSession: true,
        answer: passkeySignInAnswer,
        ...options,
      })
      return adoptSession(transport, value)
    },

    async listPasskeys(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/passkey',
        token,
        answer: passkeyListAnswer,
        ...options,
      })
      return value.passkeys.map(({ id, transports, name, createdAt }) => ({
        id,
        ...(transports && { transports }),
        ...(name && { name }),
        ...(createdAt && { addedAt: Date.parse(createdAt) }),
      }))
    },

    async removePasskey(token, id, { gesture, signal } = {}) {
      await callKeyEndpoint(transport, {
        method: 'DELETE',
        path: `/api/passkey/${encodeURIComponent(id)}`,
        token,
        ...(gesture && { body: { gesture } }),
        answer: anyAnswer,
        signal,
      })
    },

    async isPasskeyRequired(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/account/sign-in',
        token,
        answer: signInSettingsAnswer,
        ...options,
      })
      return value.passkeyRequired
    },

    async requirePasskey(token, passkeyRequired, { gesture, signal } = {}) {
      await callKeyEndpoint(transport, {
        method: 'PUT',
        path: '/api/account/sign-in',
        token,
        body: { passkeyRequired, ...(gesture && { gesture }) },
        answer: anyAnswer,
        signal,
      })
    },

    async passkeyRegisterOptions(token, { gesture, signal } = {}) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/generate-register-options',
        token,
        body: { ...(gesture && { gesture }) },
        answer: passkeyOptionsAnswer,
        signal,
      })
      const { challengeToken, ...ceremony } = value
      // The browser reads the rest, and refuses what it cannot read.
      return { options: ceremony as unknown as PublicKeyCredentialCreationOptionsJSON, challengeToken }
    },

    async finishPasskeyRegistration(token, { response, challengeToken, name }, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/verify-registration',
        token,
        body: { response, challengeToken, ...(name !== undefined && { name }) },
        // The passkey has been made: whoever leaves now must find it known.
        keepalive: true,
        answer: passkeyRegistrationAnswer,
        ...options,
      })
      if (!value.sessionToken) return token
      await transport.possession.adopt(value.sessionToken, token)
      return value.sessionToken
    },
  }
}
