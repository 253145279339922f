import type { KeyEndpoint } from '../../ports/keyEndpoint.ts'
import { callKeyEndpoint, type KeyEndpointTransport } from './callKeyEndpoint.ts'
import { anyResponse, sessionListResponse } from './responseSchemas.ts'

/** Client for `/api/sessions`, which lists where the account is signed in. */
export function httpSessions(transport: KeyEndpointTransport): Pick<KeyEndpoint, 'listSessions' | 'endSession'> {
  return {
    async listSessions(token, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'GET',
        path: '/api/sessions',
        token,
        schema: sessionListResponse,
        ...options,
      })
      return value.sessions.map(({ id, createdAt, topOrigin, openedOn, isCurrent }) => ({
        id,
        openedAt: Date.parse(createdAt),
        isCurrent,
        openedOn: topOrigin ?? openedOn ?? undefined,
      }))
    },

    async endSession(token, id, options) {
      await callKeyEndpoint(transport, {
        method: 'DELETE',
        path: `/api/sessions/${encodeURIComponent(id)}`,
        token,
        schema: anyResponse,
        ...options,
      })
    },
  }
}
