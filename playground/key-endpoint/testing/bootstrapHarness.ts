import type { BootstrapReport } from '../bootstrap/bootstrap.ts'
import type { BootstrapOptions } from '../bootstrap/bootstrapSettings.ts'
import type { BootstrapView } from '../bootstrap/record/bootstrapRoutes.ts'
import { type RecordedNode, startRecordedNode } from './recordedNode.ts'
import { signInMessage } from './signInMessage.ts'
import { startTestEndpoint, type TestEndpoint } from './testEndpoint.ts'

export type HarnessKey = { readonly id: string; readonly address: string }

/** An endpoint that provisions accounts on a recorded node, and one user with any number of keys. */
export type BootstrapHarness = {
  readonly node: RecordedNode
  readonly endpoint: TestEndpoint
  readonly bearer: string
  /** Generates a key, whose account is not provisioned. */
  readonly freshKey: () => Promise<HarnessKey>
  /** Signs a message and returns the report. @throws without a signature */
  readonly sign: (key: HarnessKey, message: string) => Promise<BootstrapReport>
  readonly signIn: (key: HarnessKey) => Promise<BootstrapReport>
  /** Returns the bootstrap of a key as its owner sees it. */
  readonly recorded: (key: HarnessKey) => Promise<BootstrapView | null>
  /** Returns the names of the calls to the node. */
  readonly names: () => readonly string[]
  /** Resets the node's responses and the clock. */
  readonly reset: () => void
  readonly stop: () => Promise<void>
}

export async function startBootstrapHarness(options: BootstrapOptions = {}): Promise<BootstrapHarness> {
  const node = await startRecordedNode()
  const endpoint = await startTestEndpoint({
    bootstrap: { host: node.url, syncBudgetMs: 20_000, contentionWaitMs: 20, ...options },
  })
  const bearer = await endpoint.signIn('ada@example.com')

  const sign: BootstrapHarness['sign'] = async ({ id }, message) => {
    const { status, body } = await endpoint.call('POST', `/api/keys/${id}/sign`, { bearer, body: { message } })
    const { signature, tinycloudBootstrap } = body as { signature: string; tinycloudBootstrap: BootstrapReport }
    if (status !== 200 || !/^0x[0-9a-f]{130}$/.test(signature)) throw new Error(`No signature: ${status}.`)
    return tinycloudBootstrap
  }

  return {
    node,
    endpoint,
    bearer,
    async freshKey() {
      const { body } = await endpoint.call('POST', '/api/keys/generate', { bearer, body: {} })
      return (body as { key: HarnessKey }).key
    },
    sign,
    signIn: (key) => sign(key, signInMessage({ address: key.address, expiresAt: endpoint.clock.now() + 3_600_000 })),
    async recorded({ id }) {
      const { body } = await endpoint.call('GET', `/api/keys/${id}/bootstrap`, { bearer })
      return (body as { bootstrap: BootstrapView | null }).bootstrap
    },
    names: () => node.calls.map(({ name }) => name),
    reset() {
      node.calls.length = 0
      node.hosted.clear()
      node.intercept = () => undefined
      endpoint.clock.reset()
    },
    async stop() {
      await endpoint.close()
      await node.close()
    },
  }
}
