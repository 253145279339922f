import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { defaultMaxBodyMemoryBytes } from './limits.ts'
import { cidOf, owner, sessionKey, ucan, withoutCaveats } from './testing/independentClient.ts'
import { type SpawnedNode, spawnNode } from './testing/spawnNode.ts'

const stranger = owner(`0x${'44'.repeat(32)}`)
const key = sessionKey(new Uint8Array(32).fill(44))
const space = stranger.space('default')
const bodyBytes = 15 * 1_048_576

let dataDir: string
let node: SpawnedNode
let proof: string
let idleBytes: number
const sockets: Socket[] = []

async function start(staging: string): Promise<void> {
  dataDir = await mkdtemp(join(tmpdir(), 'openkey-node-'))
  node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_STORAGE_STAGING: staging })
  const uri = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
  const hosting = { att: withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] }), uri }
  const abilities = withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
  const session = await stranger.delegate({ ...times(), att: abilities, uri: key.didUrl })
  await node.post('/delegate', await stranger.delegate({ ...times(), ...hosting }))
  await node.post('/delegate', session)
  proof = cidOf(session)
  idleBytes = node.rssBytes()
}

async function stop(): Promise<void> {
  for (const socket of sockets.splice(0)) socket.destroy()
  await node.kill()
  await rm(dataDir, { recursive: true })
}

function times() {
  const now = Date.now()
  return { issuedAt: new Date(now).toISOString(), expirationTime: new Date(now + 3_600_000).toISOString() }
}

function invocation(verb: string, path: string): string {
  const att = withoutCaveats({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] })
  return ucan(key, { att, prf: [proof], exp: Math.floor(Date.now() / 1_000) + 120 })
}

/** Opens a connection and sends the start of a request. */
async function open(authorization: string, headers: string): Promise<Socket> {
  const { hostname, port } = new URL(node.url)
  const socket = connect({ host: hostname, port: Number(port) }).on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  socket.write(`POST /invoke HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n${headers}\r\n\r\n`)
  return socket
}

/** Watches the memory of the node for a while. @returns its maximum, in bytes */
async function peakBytes(seconds: number): Promise<number> {
  let peak = 0
  for (let round = 0; round < seconds * 4; round++) {
    peak = Math.max(peak, node.rssBytes())
    await setTimeout(250)
  }
  return peak
}

const isResponsive = async () => (await fetch(`${node.url}/healthz`)).ok
const allowedBytes = () => 2 * idleBytes + defaultMaxBodyMemoryBytes

describe.each(['Memory', 'FileSystem'])('serveNode, staging in %s', (staging) => {
  beforeAll(async () => {
    await start(staging)
    return stop
  })

  test('S21: limits the memory of 40 uploads that stall', async () => {
    const body = Buffer.alloc(bodyBytes)
    for (let index = 0; index < 40; index++) {
      const socket = await open(invocation('put', `a${index}`), `Content-Length: ${bodyBytes + 1}`)
      socket.write(body)
    }
    expect(await peakBytes(3)).toBeLessThan(allowedBytes())
    expect(await isResponsive()).toBe(true)
    for (const socket of sockets.splice(0)) socket.destroy()
  })

  test('S21: limits the memory of 40 clients that do not read', async () => {
    // The memory of earlier uploads is free once the node has noticed that their clients are gone.
    const body = new Uint8Array(bodyBytes)
    const write = async () => (await node.post('/invoke', invocation('put', 'large'), { body })).status
    await expect.poll(write, { timeout: 120_000 }).toBe(200)
    for (let index = 0; index < 40; index++) {
      const socket = await open(invocation('get', 'large'), 'Content-Length: 0')
      socket.pause()
    }
    expect(await peakBytes(3)).toBeLessThan(allowedBytes())
    expect(await isResponsive()).toBe(true)
    for (const socket of sockets.splice(0)) socket.destroy()
  })

  test('S21: limits the memory of a body in chunks of one byte', async () => {
    const socket = await open(invocation('put', 'chunks'), 'Transfer-Encoding: chunked')
    const chunks = Buffer.from('1\r\nx\r\n'.repeat(10_000))
    for (let round = 0; round < 200; round++) if (!socket.write(chunks)) await once(socket, 'drain')
    expect(await peakBytes(3)).toBeLessThan(allowedBytes())
    socket.write('0\r\n\r\n')
    const [response] = await once(socket, 'data')
    expect(String(response)).toMatch(/^HTTP\/1\.1 200 /)
  })
})
