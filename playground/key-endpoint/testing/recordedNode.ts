import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeAuthorization, parseUcan } from '@openkey/protocol/session'
import { decodeRecap, listCapabilities } from '@openkey/protocol/siwe'
import { nameNodeCall, type RawCall } from '../../shared/nameNodeCall.ts'

export type RecordedCall = RawCall & {
  /** See {@link nameNodeCall}. */
  readonly name: string
  readonly contentType: string | undefined
}

export type RecordedResponse = {
  readonly status: number
  readonly body: string
  /** @default 'application/json' */
  readonly contentType?: string
}

export type RecordedNode = {
  readonly url: string
  /** Received calls, oldest first. */
  readonly calls: RecordedCall[]
  /** Ids of the spaces that it hosts: those that a delegation has let it host. */
  readonly hosted: Set<string>
  /** Replaces the recorded response to a call; `undefined` keeps it. */
  intercept: (
    call: RecordedCall,
    response: ServerResponse,
  ) => Promise<RecordedResponse | undefined> | RecordedResponse | undefined
  readonly close: () => Promise<void>
}

const nodeId = 'did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z'

/** Starts an HTTP server with the recorded responses of a node, which records the calls. It verifies nothing. */
export async function startRecordedNode(): Promise<RecordedNode> {
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const node: RecordedNode = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    hosted: new Set(),
    intercept: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: Buffer.concat(chunks).toString(),
    }
    const call = { ...raw, name: nameNodeCall(raw).name, contentType: request.headers['content-type'] }
    node.calls.push(call)
    const {
      status,
      body,
      contentType = 'application/json',
    } = (await node.intercept(call, response)) ?? recordedResponse(call, node.hosted)
    if (response.destroyed || response.headersSent) return
    response.writeHead(status, { 'content-type': contentType }).end(body)
  }
  return node
}

function recordedResponse(
  { path, method, authorization, body, name }: RecordedCall,
  hosted: Set<string>,
): RecordedResponse {
  const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) })
  if (path.startsWith('/peer/generate/')) return { status: 200, body: nodeId }
  if (path === '/info') return json({ protocol: 1, version: '1.16.0', features: [], nodeId, inTEE: false })
  if (path === '/delegate') {
    const spaces = spacesIn(authorization)
    if (name.startsWith('host ')) for (const space of spaces) hosted.add(space)
    const [activated, skipped] = [true, false].map((is) => spaces.filter((space) => hosted.has(space) === is))
    return json({ cid: 'bafkr4i', activated, skipped })
  }
  if (path.startsWith('/encryption/networks/')) return { status: 404, body: 'network not found' }
  if (path === '/encryption/networks' && method === 'POST') {
    const [networkId = ''] = Object.keys(parseUcan(authorization).payload.att)
    return json({ descriptor: { networkId, ownerDid: /did:pkh:[^:]+:\d+:0x\w+/.exec(networkId)?.[0] } })
  }
  if (name.startsWith('lease ')) return json({ changes: 1, lastInsertRowId: null })
  if (body.startsWith('{"action":"execute"')) return json({ changes: 0, lastInsertRowId: null })
  if (body.startsWith('{"action":"batch"')) {
    const { statements } = JSON.parse(body) as { statements: unknown[] }
    return json({ results: statements.map(() => ({ changes: 1, lastInsertRowId: 1 })) })
  }
  return { status: 200, body: '' }
}

function spacesIn(authorization: string): string[] {
  const decoded = decodeAuthorization(authorization)
  if (decoded.type !== 'cacao') return []
  const capabilities = listCapabilities(decodeRecap(decoded.cacao.payload.resources?.at(-1) ?? ''))
  const ids = capabilities.flatMap(({ space }) => (space ? [`tinycloud${space.did.slice(3)}:${space.name}`] : []))
  return [...new Set(ids)]
}
