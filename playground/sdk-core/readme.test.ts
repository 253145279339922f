import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNode } from '../node/index.ts'
import { clientsOf, testClock } from './testing/clientsOf.ts'
import { runSnippet } from './testing/runSnippet.ts'
import { alice, bob } from './testing/wallets.ts'

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const [start = '', delegate = '', share = '', ...others] = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(
  ([, code = '']) => code,
)

describe('README', () => {
  test('its snippets run', async () => {
    const clock = testClock()
    const node = await createNode({ dataDir: ':memory:', clock })
    onTestFinished(() => node.close())
    const client = clientsOf(node, clock)
    const { tinycloud: member } = client(bob)
    await member.signIn()

    const { again } = client(alice)
    /** The client of whichever platform the reader has. */
    function TinyCloudWeb() {
      return again()
    }
    const { tinycloud: tc, greeting } = await runSnippet(start, { TinyCloudWeb, signer: undefined })
    expect(greeting).toMatchObject({ ok: true, data: { data: 'hello' } })

    const owner = tc instanceof Object && 'kv' in tc ? tc : undefined
    const { access } = await runSnippet(delegate, { alice: owner, bob: member })
    expect(access).toMatchObject({ kv: expect.anything(), sql: expect.anything() })

    const { tinycloud: reader } = client(bob, { signer: undefined })
    const { link, kv } = await runSnippet(share, { tc: owner, reader })
    expect(link).toMatch(/^https:\/\/app\.example\/read#/)
    expect(kv).toMatchObject({ get: expect.any(Function) })
    expect(others).toEqual([])
  })
})
