import * as z from 'zod/mini'
import type { DeviceRequests } from '../../ports/deviceRequests.ts'
import { callKeyEndpoint, type KeyEndpointTransport } from './callKeyEndpoint.ts'
import { anyResponse } from './responseSchemas.ts'

const label = z.optional(z.nullable(z.string().check(z.maxLength(256))))

const deviceRequestResponse = z.object({
  program: z.string().check(z.minLength(1), z.maxLength(128)),
  deviceName: label,
  network: label,
  isSameNetwork: z.optional(z.nullable(z.boolean())),
  accessSeconds: z.number().check(z.positive()),
})

/** Client for the part of `/api/device` that the owner of an account uses. */
export function createHttpDeviceRequests(transport: KeyEndpointTransport): DeviceRequests {
  return {
    async find(token, userCode, options) {
      const { value } = await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/device/request',
        token,
        body: { userCode },
        schema: deviceRequestResponse,
        ...options,
      })
      const { program, deviceName, network, isSameNetwork, accessSeconds } = value
      return {
        program,
        deviceName: deviceName ?? undefined,
        network: network ?? undefined,
        isSameNetwork: isSameNetwork ?? undefined,
        accessMs: accessSeconds * 1_000,
      }
    },

    async approve(token, { userCode, keyId }, { gesture, signal } = {}) {
      await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/device/approve',
        token,
        body: { userCode, keyId, ...(gesture && { gesture }) },
        schema: anyResponse,
        signal,
      })
    },

    async decline(token, userCode, options) {
      await callKeyEndpoint(transport, {
        method: 'POST',
        path: '/api/device/deny',
        token,
        body: { userCode },
        schema: anyResponse,
        ...options,
      })
    },
  }
}
