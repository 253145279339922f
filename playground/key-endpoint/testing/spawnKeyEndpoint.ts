import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const origin = 'http://openkey.localhost:5174'

/** Variables of a key endpoint for tests, without a place for its data. */
export const processVariables = {
  OPENKEY_ENVIRONMENT: 'development',
  OPENKEY_KEY_ENDPOINT_PORT: '0',
  OPENKEY_METRICS_PORT: '0',
  OPENKEY_PUBLIC_URL: 'http://api.openkey.localhost:5175',
  OPENKEY_WIDGET_ORIGIN: origin,
  OPENKEY_RP_ID: 'openkey.localhost',
  OPENKEY_SEALING_SECRET: 'one secret that all replicas have in common',
  OPENKEY_DPOP: 'off',
  TINYCLOUD_BOOTSTRAP_ON_SIGN: 'off',
}

export type Key = { readonly id: string; readonly address: string; readonly keyIndex: number }

/** A key endpoint in a process of its own. */
export type SpawnedKeyEndpoint = Awaited<ReturnType<typeof spawnKeyEndpoint>>

/** Runs `start.mjs`. @throws {Error} with its output if it ends before it listens */
export async function spawnKeyEndpoint(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../start.mjs', import.meta.url))], {
    env: { PATH: process.env.PATH, ...processVariables, ...env },
  })
  const ended = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ready = async () => {
    while (!/Metrics at \S+\n/.test(output)) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await Promise.race([ready(), ended.then(([code]) => Promise.reject(new Error(`${code}: ${output}`)))])
  const [, url = ''] = /listens on (\S+)/.exec(output) ?? []
  const [, metricsUrl = ''] = /Metrics at (\S+)/.exec(output) ?? []

  const call = async (path: string, body?: object, bearer?: string) => {
    const response = await fetch(url + path, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { origin, 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  /** Requests a code and reads it from the inbox. */
  const requestCode = async (email: string): Promise<string> => {
    await call('/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
    const inbox = await call(`/inbox.json?to=${encodeURIComponent(email)}`)
    return /"subject":"(\d{6})/.exec(JSON.stringify(inbox.body))?.[1] ?? ''
  }
  return {
    call,
    requestCode,
    metricsUrl,
    /** Signs in with a code. @returns the bearer token */
    async signIn(email: string): Promise<string> {
      const { headers } = await call('/api/auth/sign-in/email-otp', { email, otp: await requestCode(email) })
      return headers.get('set-auth-token') ?? ''
    },
    async keys(bearer: string): Promise<readonly Key[]> {
      const { body } = await call('/api/keys', undefined, bearer)
      return (body as { readonly keys: readonly Key[] }).keys
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await ended
    },
  }
}
