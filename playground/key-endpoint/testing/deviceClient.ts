import { createDpopKey, type DpopKey, type ProofOptions } from './dpopKey.ts'
import { publicUrl, type TestEndpoint, type TestResponse } from './testEndpoint.ts'

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
  /** Goes through a whole sign-in. @returns the token of the program, which is bound to `key` */
  readonly connect: (bearer: string, keyId: string) => Promise<string>
  /** The program's key. */
  readonly key: DpopKey
  /** Calls a route with the token of a program, and proves that the program has its key. */
  readonly call: (token: string, method: string, path: string, options?: ProgramCall) => Promise<TestResponse>
}

export type ProgramCall = {
  readonly body?: object
  /** @default the program's key */
  readonly by?: DpopKey
  /** `Authorization` scheme. @default 'DPoP' */
  readonly scheme?: string
}

export const clientId = 'tinycloud-cli'

/** A program that asks to be connected, and the owner who decides. */
export function createDeviceClient(endpoint: TestEndpoint): DeviceClient {
  const key = createDpopKey()

  const send = async (path: string, request: RequestInit, from?: string): Promise<TestResponse> => {
    const response = await endpoint.fetch(new Request(publicUrl + path, request), { clientAddress: from })
    return { status: response.status, body: await response.json(), headers: response.headers }
  }
  const sendForm = (path: string, form: Parameters<DeviceClient['post']>[1], proof?: string, from?: string) =>
    send(
      `/api/device/${path}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof && { dpop: proof }) },
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      },
      from,
    )
  const post: DeviceClient['post'] = (path, form, from) => sendForm(path, form, undefined, from)

  /** Sends a request with a proof, and once more with the nonce that the endpoint asks for. */
  const prove = async (
    { by = key, ...request }: Pick<ProofOptions, 'method' | 'path' | 'bearer'> & Pick<ProgramCall, 'by'>,
    sendWith: (proof: string) => Promise<TestResponse>,
  ): Promise<TestResponse> => {
    const asked = await sendWith(by.prove(request))
    const nonce = asked.headers.get('dpop-nonce') ?? undefined
    return JSON.stringify(asked.body).includes('use_dpop_nonce') ? sendWith(by.prove({ ...request, nonce })) : asked
  }
  const start: DeviceClient['start'] = async (form = {}, from) => {
    const { body } = await post('code', { client_id: clientId, ...form }, from)
    const { device_code: deviceCode, user_code: userCode } = body as Record<string, string>
    return { deviceCode: deviceCode ?? '', userCode: userCode ?? '' }
  }
  const poll: DeviceClient['poll'] = (deviceCode, form = {}) =>
    prove({ method: 'POST', path: '/api/device/token' }, (proof) =>
      sendForm('token', { client_id: clientId, grant_type: deviceGrant, device_code: deviceCode, ...form }, proof),
    )
  const decide: DeviceClient['decide'] = (decision, bearer, body, from) =>
    endpoint.call('POST', `/api/device/${decision}`, { bearer, body, ...(from !== undefined && { from }) })
  return {
    key,
    call: (token, method, path, { body, by, scheme = 'DPoP' } = {}) =>
      prove({ method, path, bearer: token, ...(by && { by }) }, (dpop) =>
        send(path, {
          method,
          headers: { authorization: `${scheme} ${token}`, dpop, 'content-type': 'application/json' },
          ...(body && { body: JSON.stringify(body) }),
        }),
      ),
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
