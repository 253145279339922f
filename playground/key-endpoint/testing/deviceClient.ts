import type { TestEndpoint, TestResponse } from './testEndpoint.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

export type StartedSignIn = { readonly deviceCode: string; readonly userCode: string }

export type DeviceClient = {
  /** Sends a form without `Origin`, as a program does. */
  readonly post: (
    path: string,
    form: Readonly<Record<string, string>> | string,
    from?: string | undefined,
  ) => Promise<TestResponse>
  readonly start: (form?: Readonly<Record<string, string>>, from?: string) => Promise<StartedSignIn>
  readonly poll: (deviceCode: string, form?: Readonly<Record<string, string>>) => Promise<TestResponse>
  /** Decides as the owner. */
  readonly decide: (
    decision: 'request' | 'approve' | 'deny',
    bearer: string,
    body: object,
    from?: string,
  ) => Promise<TestResponse>
  /** Goes through a whole sign-in. @returns the token of the program */
  readonly connect: (bearer: string, keyId: string) => Promise<string>
}

export const clientId = 'tinycloud-cli'

/** A program that asks to be connected, and the owner who decides. */
export function createDeviceClient(endpoint: TestEndpoint): DeviceClient {
  const post: DeviceClient['post'] = async (path, form, from) => {
    const response = await endpoint.fetch(
      new Request(`http://api.openkey.localhost:5175/api/device/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      }),
      { clientAddress: from },
    )
    return { status: response.status, body: await response.json(), headers: response.headers }
  }
  const start: DeviceClient['start'] = async (form = {}, from) => {
    const { body } = await post('code', { client_id: clientId, ...form }, from)
    const { device_code: deviceCode, user_code: userCode } = body as Record<string, string>
    return { deviceCode: deviceCode ?? '', userCode: userCode ?? '' }
  }
  const poll: DeviceClient['poll'] = (deviceCode, form = {}) =>
    post('token', { client_id: clientId, grant_type: deviceGrant, device_code: deviceCode, ...form })
  const decide: DeviceClient['decide'] = (decision, bearer, body, from) =>
    endpoint.call('POST', `/api/device/${decision}`, { bearer, body, ...(from !== undefined && { from }) })
  return {
    post,
    start,
    poll,
    decide,
    async connect(bearer, keyId) {
      const { deviceCode, userCode } = await start()
      await decide('approve', bearer, { userCode, keyId })
      const { body } = await poll(deviceCode)
      return (body as { access_token: string }).access_token
    },
  }
}
