import { createKeyEndpoint } from '../../key-endpoint/index.ts'
import { defaultLimits } from '../../key-endpoint/limits/limits.ts'
import { createDpopKey } from '../../key-endpoint/testing/dpopKey.ts'
import { publicUrl, widgetOrigin } from '../../key-endpoint/testing/testEndpoint.ts'
import { serve } from './serve.ts'

const email = 'bench@example.com'
const unlimited = { count: 1_000_000_000, windowMs: 60_000 }

/**
 * Starts a key endpoint with a user who has signed in. `DATABASE_URL` or `DATA_DIR` says where it stores, `DPOP` whether
 * proofs are required, `CALLS` for how many signatures it returns the headers.
 */
export async function start() {
  const dpop = process.env.DPOP === 'required' ? 'required' : 'off'
  const endpoint = await createKeyEndpoint({
    ...{ dataDir: process.env.DATA_DIR ?? '', databaseUrl: process.env.DATABASE_URL, dpop, publicUrl, widgetOrigin },
    rpId: 'openkey.localhost',
    environment: 'development',
    sealingSecret: 'a secret of the benchmark, with 32 characters',
    limits: Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, unlimited])),
  })
  const url = await serve(endpoint.fetch)
  const key = createDpopKey()
  let nonce = ''
  const call = async (method: string, path: string, body?: object, bearer?: string) => {
    const proof = dpop === 'required' ? { dpop: key.prove({ method, path, nonce, ...(bearer && { bearer }) }) } : {}
    const scheme = dpop === 'required' ? 'DPoP' : 'Bearer'
    const response = await fetch(url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...proof,
        ...(bearer && { authorization: `${scheme} ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    nonce = response.headers.get('dpop-nonce') ?? ''
    return response
  }
  await call('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
  const inbox = await (await fetch(`${url}/inbox.json?to=${email}`)).text()
  const otp = /"subject":"(\d{6})/.exec(inbox)?.[1]
  const { headers } = await call('POST', '/api/auth/sign-in/email-otp', { email, otp })
  const bearer = headers.get('set-auth-token') ?? ''
  const { keys } = (await (await call('GET', '/api/keys', undefined, bearer)).json()) as { keys: [{ id: string }] }
  const path = `/api/keys/${keys[0].id}/sign`
  const headersOfCall = () =>
    dpop === 'required'
      ? { authorization: `DPoP ${bearer}`, dpop: key.prove({ method: 'POST', path, nonce, bearer }) }
      : { authorization: `Bearer ${bearer}` }
  return { url, path, headers: Array.from({ length: Number(process.env.CALLS) }, headersOfCall) }
}
