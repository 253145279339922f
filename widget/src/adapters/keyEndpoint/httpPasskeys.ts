import type { KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { callKeyEndpoint, type KeyEndpointTransport, saveSession } from './callKeyEndpoint.ts'
import {
  anyResponse,
  passkeyListResponse,
  passkeyOptionsResponse,
  passkeyRegistrationResponse,
  passkeySignInResponse,
  signInSettingsResponse,
} from './responseSchemas.ts'

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

/**
 * `/api/passkey` and `/api/account/sign-in`: a token replaces the challenge cookie, which a cross-site frame would
 * never get.
 */
export function httpPasskeys(transport: KeyEndpointTransport): PasskeyRoutes {
  const { openedOn } = transport.signInContext
  return {
    async passkeySignInOptions(options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/generate-authenticate-options',
        body: {},
        schema: passkeyOptionsResponse,
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
        schema: passkeySignInResponse,
        ...options,
      })
      return saveSession(transport, value)
    },

    async listPasskeys(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/passkey',
        token,
        schema: passkeyListResponse,
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
        schema: anyResponse,
        signal,
      })
    },

    async isPasskeyRequired(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/account/sign-in',
        token,
        schema: signInSettingsResponse,
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
        schema: anyResponse,
        signal,
      })
    },

    async passkeyRegisterOptions(token, { gesture, signal } = {}) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/passkey/generate-register-options',
        token,
        body: { ...(gesture && { gesture }) },
        schema: passkeyOptionsResponse,
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
        // The passkey already exists, so its registration must complete even if the page closes.
        keepalive: true,
        schema: passkeyRegistrationResponse,
        ...options,
      })
      if (!value.sessionToken) return token
      await transport.proofOfPossession.bindSession(value.sessionToken, token)
      return value.sessionToken
    },
  }
}
