import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget, createWidgetServer, type DeploymentConfig } from '@openkey/widget/server'
import { type BootstrapOptions, createKeyEndpoint, type KeyEndpointOptions } from '../key-endpoint/index.ts'
import { createNode, type NodeOptions } from '../node/index.ts'
import { bindAllPorts } from './bindAllPorts.ts'
import { buildApp } from './buildApp.ts'
import { createAppServer } from './createAppServer.ts'
import { createScriptTagServer } from './createScriptTagServer.ts'
import { lockDataDir } from './lockDataDir.ts'
import type { PlaygroundPorts } from './playgroundPorts.ts'
import { createUndoStack, type UndoStack } from './undoStack.ts'

export type PlaygroundOptions = {
  /** Ports left out are any free ones. */
  readonly ports?: Partial<PlaygroundPorts>
  /** Folder of all data, or `:memory:`. @default ':memory:' */
  readonly dataDir?: string
  /** Seals keys at rest. @default one is made and kept in the data folder */
  readonly sealingSecret?: string | undefined
  /** The secret that `sealingSecret` replaces. @default the key endpoint's own */
  readonly previousSealingSecret?: string | undefined
  /** What the node does otherwise than by default; its data folder is this playground's unless named here. */
  readonly nodeOptions?: Partial<NodeOptions> | undefined
  /** Key endpoint the widget is told to use. @default the one started here */
  readonly keyEndpointUrl?: string | undefined
  /** Whether first signatures provision accounts at the node, and how. `'off'` leaves hosting to the app. @default 'on' */
  readonly bootstrap?: 'on' | 'off' | BootstrapOptions
  /** Whether sessions are bound to a key of the browser. @default 'required'; 'off' for a `keyEndpointUrl` of elsewhere */
  readonly dpop?: 'off' | 'required' | undefined
  /**
   * Whether passkeys approve messages, and whether nothing is signed without one; endpoint and widget are told alike.
   * @default 'optional'; 'off' for a `keyEndpointUrl` of elsewhere
   */
  readonly approval?: 'off' | 'optional' | 'required' | undefined
  /** Where an e-mail code opens an account. @default the key endpoint's own */
  readonly emailCode?: KeyEndpointOptions['emailCode']
  /** How often a client may do something. @default the key endpoint's own */
  readonly limits?: KeyEndpointOptions['limits']
  /** What the widget's deployment decides. @default every origin may embed it; the rest is the widget's default */
  readonly widgetPolicy?: Partial<Pick<DeploymentConfig, 'embedding' | 'approval' | 'declines'>> | undefined
  /** Folder of a widget that is built already. @default one is built */
  readonly widgetDist?: string | undefined
  /** Folder of an app that is built already. @default one is built */
  readonly appDist?: string | undefined
  /** Time of the servers, not of the browser. */
  readonly clock?: { now(): number } | undefined
  /** Called with one line for each thing that is ready. */
  readonly log?: (line: string) => void
}

export type Playground = {
  readonly appUrl: string
  readonly widgetUrl: string
  readonly keyEndpointUrl: string
  readonly nodeUrl: string
  readonly keyEndpoint: Awaited<ReturnType<typeof createKeyEndpoint>>
  readonly node: Awaited<ReturnType<typeof createNode>>
  /** Ends the four servers and closes their data. */
  stop(): Promise<void>
}

/**
 * A whole TinyCloud on one machine: app, widget, key endpoint and node, each on an origin of its own. All ports are
 * held before any data is opened.
 * @throws {PortInUseError} naming the port and its variable
 * @throws {DataDirInUseError}
 */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const undo = createUndoStack()
  try {
    return await start(options, undo)
  } catch (error) {
    await undo.run().catch(() => undefined)
    throw error
  }
}

async function start(options: PlaygroundOptions, undo: UndoStack): Promise<Playground> {
  const { dataDir = ':memory:', clock, log = () => undefined } = options
  const ports = await bindAllPorts(options.ports ?? {}, undo)
  log('ports are free')

  const dist = await mkdtemp(join(tmpdir(), 'openkey-playground-'))
  undo.push(() => rm(dist, { recursive: true, force: true }))
  const { widgetDist = `${dist}/widget`, appDist = `${dist}/app` } = options
  await Promise.all([
    options.widgetDist === undefined && buildWidget({ outDir: widgetDist }),
    options.appDist === undefined && buildApp({ outDir: appDist }),
  ])
  log('widget and app are built')

  const folder = await openDataDir(dataDir, undo)
  const urls = {
    appUrl: ports.app.origin,
    widgetUrl: ports.widget.origin,
    keyEndpointUrl: ports.keyEndpoint.origin,
    nodeUrl: ports.node.origin,
  }
  const isOwn = options.keyEndpointUrl === undefined
  const { keyEndpointUrl = urls.keyEndpointUrl, dpop = isOwn ? 'required' : 'off' } = options
  const { approval = isOwn ? 'optional' : 'off', emailCode } = options
  const node = await createNode({ dataDir: folder('node'), clock, ...options.nodeOptions })
  undo.push(() => node.close())
  ports.node.serve(node.fetch)
  log(`node          ${urls.nodeUrl}`)

  const keyEndpoint = await createKeyEndpoint({
    dataDir: folder('key-endpoint'),
    sealingSecret: options.sealingSecret,
    previousSealingSecret: options.previousSealingSecret,
    publicUrl: keyEndpointUrl,
    dpop,
    approval: approval === 'required' ? 'required' : 'optional',
    emailCode,
    limits: options.limits,
    widgetOrigin: urls.widgetUrl,
    rpId: ports.widget.hostname,
    environment: 'development',
    bootstrap: bootstrapOptions(options.bootstrap, ports.node.origin),
    clock,
  })
  undo.push(() => keyEndpoint.close())
  ports.keyEndpoint.serve(keyEndpoint.fetch)
  log(`key endpoint  ${urls.keyEndpointUrl}`)

  ports.widget.serve(
    createWidgetServer({
      dist: widgetDist,
      config: {
        keyEndpointUrl,
        dpop,
        chains: [1],
        maxSessionLifetimeMs: 30 * 24 * 60 * 60 * 1000,
        embedding: { allow: 'any' },
        ...options.widgetPolicy,
        approval: { passkey: passkeyPolicies[approval], ...options.widgetPolicy?.approval },
        build: 'playground',
      },
    }),
  )
  log(`widget        ${urls.widgetUrl}`)

  const config = {
    appName: 'OpenKey playground',
    widgetUrl: urls.widgetUrl,
    nodeUrl: urls.nodeUrl,
    inboxUrl: `${urls.keyEndpointUrl}/inbox`,
  }
  const app = await createAppServer({ dist: appDist, config })
  const pages = createScriptTagServer({ config, origin: urls.appUrl, now: clock && (() => clock.now()) })
  pages.all('*', ({ req }) => app(req.raw))
  ports.app.serve((request) => pages.fetch(request))
  log(`app           ${urls.appUrl}`)

  return { ...urls, keyEndpoint, node, stop: () => undo.run() }
}

/** What the widget is told of what the key endpoint wants. */
const passkeyPolicies = { off: false, optional: true, required: 'required' } as const

/** From server to server the node is 127.0.0.1, which no resolver is asked for. */
function bootstrapOptions(bootstrap: PlaygroundOptions['bootstrap'] = 'on', nodeUrl: string): BootstrapOptions {
  const host = process.env.TINYCLOUD_BOOTSTRAP_HOST || `http://127.0.0.1:${new URL(nodeUrl).port}`
  if (bootstrap === 'on') return { host }
  return bootstrap === 'off' ? { isEnabled: false } : { host, ...bootstrap }
}

/** @returns where each server keeps its data. */
async function openDataDir(dataDir: string, undo: UndoStack): Promise<(server: string) => string> {
  if (dataDir === ':memory:') return () => ':memory:'
  await mkdir(dataDir, { recursive: true })
  undo.push(await lockDataDir(dataDir))
  return (server) => join(dataDir, server)
}
