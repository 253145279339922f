import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type BoundPort, bindPort } from './bindPort.ts'

describe('bindPort', () => {
  test('binds a free port on both loopback addresses, and responds with 503 until it serves', async () => {
    const bound = await bind(0)
    expect(await statuses(bound.port)).toEqual([503, 503])
    bound.serve(() => new Response('here'))
    expect(await statuses(bound.port)).toEqual([200, 200])
  })

  test('reports port and variable of a port in use', async () => {
    const { port } = await bind(0)
    await expect(bind(port)).rejects.toMatchObject({
      name: 'PortInUseError',
      port,
      variable: 'OPENKEY_APP_PORT',
      message: `Port ${port} of the app is in use. Stop the program that uses it, or set OPENKEY_APP_PORT to another port.`,
    })
  })

  test('reports a port in use on the IPv6 address only', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen({ port: 0, host: '::1' }, resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    await expect(bind(port)).rejects.toMatchObject({ name: 'PortInUseError', port })
  })

  test('releases the port and open connections when it closes', async () => {
    const bound = await bind(0)
    bound.serve(() => new Promise<Response>(() => undefined))
    const hanging = fetch(`http://127.0.0.1:${bound.port}/`)
    await Promise.all([expect(hanging).rejects.toThrow(), afterArrival().then(bound.close)])
    await bind(bound.port)
  })
})

async function bind(port: number): Promise<BoundPort> {
  const bound = await bindPort({ serverName: 'app', variable: 'OPENKEY_APP_PORT', port })
  onTestFinished(bound.close)
  return bound
}

function statuses(port: number): Promise<number[]> {
  const urls = [`http://127.0.0.1:${port}/`, `http://[::1]:${port}/`]
  return Promise.all(urls.map(async (url) => (await fetch(url)).status))
}

function afterArrival(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
