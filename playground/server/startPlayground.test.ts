import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { bindPort } from './bindPort.ts'
import { lockDataDir } from './lockDataDir.ts'
import { startPlayground } from './startPlayground.ts'

describe('startPlayground', () => {
  test('serves four origins, configures the page with them, and releases them when it stops', async () => {
    const lines: string[] = []
    const playground = await startPlayground({ log: (line) => lines.push(line) })
    onTestFinished(playground.stop)
    const { appUrl, widgetUrl, keyEndpointUrl, nodeUrl } = playground
    expect([appUrl, widgetUrl, keyEndpointUrl, nodeUrl].map((url) => new URL(url).hostname)).toEqual([
      'localhost',
      'openkey.localhost',
      'api.openkey.localhost',
      'localhost',
    ])
    expect(lines).toEqual([
      'ports are free',
      'widget and app are built',
      `node          ${nodeUrl}`,
      `key endpoint  ${keyEndpointUrl}`,
      `widget        ${widgetUrl}`,
      `app           ${appUrl}`,
    ])

    const served = [appUrl, widgetUrl, `${keyEndpointUrl}/inbox`, `${nodeUrl}/info`]
    expect(await Promise.all(served.map(async (url) => (await reach(url)).status))).toEqual([200, 200, 200, 200])
    const page = await (await reach(appUrl)).text()
    const [, json = ''] = /<script type="application\/json" id="app-config">(.*?)<\/script>/.exec(page) ?? []
    const inboxUrl = `${keyEndpointUrl}/inbox`
    const otherOrigin = `http://stranger.localhost:${new URL(appUrl).port}`
    expect(JSON.parse(json)).toEqual({
      appName: 'OpenKey playground',
      widgetUrl,
      nodeUrl,
      inboxUrl,
      isTrusted: true,
      otherOrigin,
    })

    await playground.stop()
    await expect(reach(appUrl)).rejects.toThrow()
  })

  test('reports a port in use before it opens data', async () => {
    const busy = await bindPort({ port: 0, serverName: 'other', variable: 'OTHER' })
    onTestFinished(busy.close)
    const dataDir = join(await folder(), 'data')
    const start = startPlayground({ dataDir, ports: { node: busy.port } })
    await expect(start).rejects.toMatchObject({ port: busy.port, variable: 'TINYCLOUD_PORT' })
    expect(existsSync(dataDir)).toBe(false)
  })

  test('releases everything if a later step fails', async () => {
    const free = await bindPort({ port: 0, serverName: 'app', variable: 'OPENKEY_APP_PORT' })
    await free.close()
    const dataDir = await folder()
    const options = { dataDir, ports: { app: free.port }, sealingSecret: 'too short' }
    await expect(startPlayground(options)).rejects.toMatchObject({ name: 'StartError' })
    lockDataDir(dataDir)()
    await (await bindPort({ port: free.port, serverName: 'app', variable: 'OPENKEY_APP_PORT' })).close()
  })
})

/** Uses the address, because Node does not resolve `*.localhost`. */
function reach(url: string): Promise<Response> {
  const { port, pathname } = new URL(url)
  return fetch(`http://127.0.0.1:${port}${pathname}`)
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openkey-data-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
