import { OpenKeyError } from '@openkey/protocol'
import type { Gesture, KeyEndpoint } from '../ports/keyEndpoint.ts'

type Route = (body: Record<string, unknown>, token: string, id: string) => Promise<unknown>

/**
 * The HTTP face of a key endpoint, as its contract has it, in front of any implementation of the port. It answers with
 * unexpected fields and errors with long texts, as a real one may.
 */
export function keyEndpointRoutes(endpoint: KeyEndpoint): (request: Request) => Promise<Response> {
  const routes: Readonly<Record<string, Route>> = {
    'POST /api/auth/email-otp/send-verification-otp': async ({ email, type }) => {
      if (type !== 'sign-in') throw new OpenKeyError('key_endpoint_rejected', '', { details: { status: 400 } })
      await endpoint.sendEmailCode(String(email))
      return { success: true }
    },
    'POST /api/auth/sign-in/email-otp': async ({ email, otp }) => ({
      token: await endpoint.signInWithEmailCode(String(email), String(otp)),
      user: { id: 'extra' },
    }),
    'GET /api/auth/get-session': async (_, token) => {
      const user = await endpoint.whoAmI(token)
      return user === undefined ? null : { session: { id: 'extra' }, user: { id: user.userId, email: user.email } }
    },
    'POST /api/auth/sign-out': async (_, token) => {
      await endpoint.signOut(token)
      return { success: true }
    },
    'POST /api/passkey/generate-authenticate-options': async () => {
      const { options, challengeToken } = await endpoint.passkeySignInOptions()
      return { ...options, challengeToken }
    },
    'POST /api/passkey/verify-authentication': async ({ response, challengeToken }) => ({
      sessionToken: await endpoint.finishPasskeySignIn(response as AuthenticationResponseJSON, String(challengeToken)),
    }),
    'POST /api/passkey/generate-register-options': async ({ gesture }, token) => {
      const asked = { gesture: gesture as Gesture | undefined }
      const { options, challengeToken } = await endpoint.passkeyRegisterOptions(token, asked)
      return { ...options, challengeToken }
    },
    'POST /api/passkey/verify-registration': async ({ response, challengeToken }, token) => {
      const registration = { response: response as RegistrationResponseJSON, challengeToken: String(challengeToken) }
      await endpoint.finishPasskeyRegistration(token, registration)
      return { verified: true }
    },
    'GET /api/keys': async (_, token) => {
      const keys = await endpoint.listKeys(token)
      const hidden = [
        { id: 'external', keyType: 'EXTERNAL', archivedAt: null },
        { id: 'archived', keyType: 'MANAGED', archivedAt: '2026-01-01T00:00:00.000Z' },
      ].map((key) => ({ ...key, address: keys[0]?.address, label: 'Hidden' }))
      return {
        keys: [...hidden, ...keys.map((key) => ({ ...key, keyType: 'MANAGED', archivedAt: null, keyIndex: 0 }))],
      }
    },
    'POST /api/keys/generate': async (_, token) => ({ key: await endpoint.createKey(token) }),
    'GET /api/passkey': async (_, token) => {
      const passkeys = await endpoint.listPasskeys(token)
      return {
        passkeys: passkeys.map(({ addedAt = 0, ...passkey }) => ({
          ...passkey,
          name: null,
          createdAt: new Date(addedAt).toISOString(),
        })),
      }
    },
    'DELETE /api/passkey/:id': async ({ gesture }, token, id) => {
      await endpoint.removePasskey(token, id, { gesture: gesture as Gesture | undefined })
      return { success: true }
    },
    'GET /api/account/sign-in': async (_, token) => ({ passkeyRequired: await endpoint.isPasskeyRequired(token) }),
    'PUT /api/account/sign-in': async ({ passkeyRequired, gesture }, token) => {
      await endpoint.requirePasskey(token, passkeyRequired === true, { gesture: gesture as Gesture | undefined })
      return { passkeyRequired }
    },
    'GET /api/account/auto-sign': async (_, token) => ({ autoSignEnabled: await endpoint.isAutoSignEnabled(token) }),
    'PATCH /api/account/auto-sign': async ({ autoSignEnabled, gesture }, token) => {
      const asked = { gesture: gesture as Gesture | undefined }
      await endpoint.enableAutoSign(token, autoSignEnabled === true, asked)
      return { autoSignEnabled }
    },
    'GET /api/sessions': async (_, token) => {
      const sessions = await endpoint.listSessions(token)
      return {
        sessions: sessions.map(({ openedAt, ...session }) => ({
          ...session,
          createdAt: new Date(openedAt).toISOString(),
          isBound: false,
        })),
      }
    },
    'DELETE /api/sessions/:id': async (_, token, id) => {
      await endpoint.endSession(token, id)
      return { success: true }
    },
    'POST /api/keys/:id/sign': async ({ message, format, approval }, token, keyId) => {
      if (format !== 'personal_sign') throw new OpenKeyError('key_endpoint_rejected', '', { details: { status: 400 } })
      const order = { keyId, message: String(message) }
      const { response } = (approval ?? {}) as { response?: AuthenticationResponseJSON }
      const { signature, address, bootstrap, session } = await endpoint.sign(
        token === '' && response ? { ...order, approval: response } : { ...order, token, approval: response },
      )
      return { signature, address, format, tinycloudBootstrap: bootstrap, ...(session && { sessionToken: session }) }
    },
  }

  return async (request) => {
    const { pathname } = new URL(request.url)
    const named =
      request.method === 'DELETE' ? /^\/api\/(?:sessions|passkey)\/([^/]+)$/ : /^\/api\/keys\/([^/]+)\/sign$/
    const [, id = ''] = named.exec(pathname) ?? []
    const route = routes[`${request.method} ${id === '' ? pathname : pathname.replace(id, ':id')}`]
    if (route === undefined) return Response.json({ error: 'Not found' }, { status: 404 })
    const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? ''
    try {
      const text = await request.text()
      const body = text === '' ? {} : JSON.parse(text)
      return Response.json(await route(body, token, decodeURIComponent(id)))
    } catch (error) {
      const { status = 500, expected, received } = error instanceof OpenKeyError ? error.details : {}
      const code = expected === undefined ? received : 'approval_refused'
      return Response.json({ error: 'A secret the endpoint should not have told', code }, { status })
    }
  }
}
