import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startTestEndpoint, type TestEndpoint } from '../key-endpoint/testing/testEndpoint.ts'
import { createNode } from '../node/index.ts'
import { runSnippet } from '../sdk-core/testing/runSnippet.ts'
import { createDelegatedSigning, FileSessionStorage, signInByDevice, TinyCloudNode } from './index.ts'

describe('README', () => {
  test('its snippets run, each with the client of the first', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openkey-readme-'))
    const node = await createNode({ dataDir: ':memory:' })
    const endpoint = await startTestEndpoint()
    const { fetch, env } = { fetch: globalThis.fetch, env: { WALLET_PRIVATE_KEY: '11'.repeat(32) } }
    globalThis.fetch = async (...args) => {
      const request = new Request(...args)
      return new URL(request.url).port === '5175' ? endpoint.fetch(request) : node.fetch(request)
    }
    onTestFinished(async () => {
      globalThis.fetch = fetch
      await Promise.all([node.close(), endpoint.close()])
      await rm(folder, { recursive: true })
    })

    /** The snippet names its file relative to the folder where its reader starts it. */
    class InFolder extends FileSessionStorage {
      constructor(path: string) {
        super(join(folder, path))
      }
    }
    const scope = { TinyCloudNode, FileSessionStorage: InFolder, process: { env } }
    const text = await readFile(new URL('README.md', import.meta.url), 'utf8')
    const [start = '', service = '', loop = '', device = '', ...others] = [
      ...text.matchAll(/^```ts\n(.*?)^```$/gms),
    ].map(([, code = '']) => code)
    expect(others).toEqual([])
    const { tc, greeting } = await runSnippet(start, scope)
    expect(greeting).toMatchObject({ ok: true, data: { data: 'hello' } })
    const owner = tc instanceof TinyCloudNode ? tc : undefined
    await owner?.kv.put('shared/document', 'for the service')
    const { result } = await runSnippet(service, { ...scope, owner })
    expect(result).toMatchObject({ ok: true, data: { data: 'for the service' } })
    expect(await runSnippet(loop, { ...scope, tc })).toMatchObject({ stored: { ok: true } })
    const connecting = { ...scope, createDelegatedSigning, ...(await personWhoApproves(endpoint)) }
    expect(await runSnippet(device, connecting)).toMatchObject({ kept: { ok: true } })
  })
})

/** A person who approves the program as soon as the snippet prints its code. */
async function personWhoApproves(endpoint: TestEndpoint) {
  const bearer = await endpoint.signIn('ada@example.com')
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  const [key] = (body as { keys: readonly { id: string }[] }).keys
  let printed = ''
  const wait = async () => {
    const [userCode] = /[A-Z]{4}-[A-Z]{4}/.exec(printed) ?? []
    await endpoint.call('POST', '/api/device/approve', { bearer, body: { userCode, keyId: key?.id } })
  }
  const log = (line: string) => {
    printed += line
  }
  return {
    console: { log },
    signInByDevice: (options: Parameters<typeof signInByDevice>[0]) => signInByDevice({ ...options, wait }),
  }
}
