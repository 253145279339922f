import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget, type DeploymentConfig } from '@openkey/widget/server'
import { type BootstrapOptions, createKeyEndpoint, type KeyEndpointOptions } from '../key-endpoint/index.ts'
import { createNode, type NodeOptions } from '../node/index.ts'
import { bindAllPorts } from './bindAllPorts.ts'
import { buildApp } from './buildApp.ts'
import { createAppOrigins } from './createAppOrigins.ts'
import { createDisposableStack, type DisposableStack } from './createDisposableStack.ts'
import { createFaults, type Faults } from './createFaults.ts'
import { createProvisioningLog } from './createProvisioningLog.ts'
import { createWidgetServers } from './createWidgetServers.ts'
import { lockDataDir } from './lockDataDir.ts'
import type { PlaygroundPorts } from './playgroundPorts.ts'

export type PlaygroundOptions = {
  /** @default any free port for each server */
  readonly ports?: Partial<PlaygroundPorts>
  /** Folder for all data, or `:memory:`. @default ':memory:' */
  readonly dataDir?: string
  /** Secret that seals keys at rest. @default generated and stored in the data folder */
  readonly sealingSecret?: string | undefined
  /** Secret that `sealingSecret` replaces. @default the key endpoint's own */
  readonly previousSealingSecret?: string | undefined
  /** Options of the node. Its data folder is below `dataDir` unless set here. */
  readonly nodeOptions?: Partial<NodeOptions> | undefined
  /** Key endpoint that the widget uses. @default the one started here */
  readonly keyEndpointUrl?: string | undefined
  /** Provisions the account at the node on its first signature. `'off'` leaves hosting to the app. @default 'on' */
  readonly bootstrap?: 'on' | 'off' | BootstrapOptions
  /** Binds sessions to a key of the browser (RFC 9449). @default 'required'; 'off' for another `keyEndpointUrl` */
  readonly dpop?: 'off' | 'required' | undefined
  /**
   * Whether a passkey may or must approve messages. Applies to key endpoint and widget.
   * @default 'optional'; 'off' for another `keyEndpointUrl`
   */
  readonly approval?: 'off' | 'optional' | 'required' | undefined
  /** Policy for sign-in with an email code. @default the key endpoint's own */
  readonly emailCode?: KeyEndpointOptions['emailCode']
  /** Draws the codes of emails. @default at random */
  readonly drawEmailCode?: KeyEndpointOptions['drawEmailCode']
  /** Rate limits of the key endpoint. @default the key endpoint's own */
  readonly limits?: KeyEndpointOptions['limits']
  /** Deployment policy of the widget. @default every origin may embed it, otherwise the widget's defaults */
  readonly widgetPolicy?: Partial<Pick<DeploymentConfig, 'embedding' | 'approval' | 'declines'>> | undefined
  /** Receives each event of the key endpoint. */
  readonly logKeyEndpoint?: KeyEndpointOptions['log']
  /** Folder of a built widget. @default a new build */
  readonly widgetDist?: string | undefined
  /** Folder of a built app. @default a new build */
  readonly appDist?: string | undefined
  /** Clock of the servers. The browser uses its own. */
  readonly clock?: { now(): number } | undefined
  /** Receives one line for each step of the start. */
  readonly log?: (line: string) => void
}

export type Playground = {
  readonly appUrl: string
  readonly widgetUrl: string
  readonly keyEndpointUrl: string
  readonly nodeUrl: string
  readonly keyEndpoint: Awaited<ReturnType<typeof createKeyEndpoint>>
  readonly node: Awaited<ReturnType<typeof createNode>>
  /** Stops the four servers and closes their data. */
  stop(): Promise<void>
}

/**
 * Starts a complete TinyCloud on one machine: app, widget, key endpoint and node, each on its own origin. Binds all
 * ports before it opens any data.
 * @throws {PortInUseError} if a port is in use
 * @throws {DataDirInUseError} if another process uses the data folder
 */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const stack = createDisposableStack()
  try {
    return await start(options, stack)
  } catch (error) {
    await stack.disposeAsync().catch(() => undefined)
    throw error
  }
}

async function start(options: PlaygroundOptions, stack: DisposableStack): Promise<Playground> {
  const { dataDir = ':memory:', clock, log = () => undefined } = options
  const ports = await bindAllPorts(options.ports ?? {}, stack)
  log('ports are free')

  const dist = await mkdtemp(join(tmpdir(), 'openkey-playground-'))
  stack.defer(() => rm(dist, { recursive: true, force: true }))
  const { widgetDist = `${dist}/widget`, appDist = `${dist}/app` } = options
  await Promise.all([
    options.widgetDist === undefined && buildWidget({ outDir: widgetDist }),
    options.appDist === undefined && buildApp({ outDir: appDist }),
  ])
  log('widget and app are built')

  const folder = await openDataDir(dataDir, stack)
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
  stack.defer(() => node.close())
  const faults = createFaults()
  const provisioning = createProvisioningLog()
  ports.node.serve(faults.breakNode(provisioning.watch(node.fetch)))
  log(`node          ${urls.nodeUrl}`)

  const keyEndpoint = await createKeyEndpoint({
    dataDir: folder('key-endpoint'),
    sealingSecret: options.sealingSecret,
    previousSealingSecret: options.previousSealingSecret,
    publicUrl: keyEndpointUrl,
    dpop,
    approval: approval === 'required' ? 'required' : 'optional',
    emailCode,
    drawEmailCode: options.drawEmailCode,
    limits: options.limits,
    widgetOrigin: urls.widgetUrl,
    rpId: ports.widget.hostname,
    environment: 'development',
    bootstrap: bootstrapOptions(options.bootstrap, ports.node.origin, faults),
    clock,
    log: options.logKeyEndpoint,
  })
  stack.defer(() => keyEndpoint.close())
  ports.keyEndpoint.serve(faults.breakKeyEndpoint(keyEndpoint.fetch, urls.widgetUrl))
  log(`key endpoint  ${urls.keyEndpointUrl}`)

  const deployment: DeploymentConfig = {
    keyEndpointUrl,
    dpop,
    chains: [1],
    maxSessionLifetimeMs: 30 * 24 * 60 * 60 * 1000,
    embedding: { allow: 'any' },
    ...options.widgetPolicy,
    approval: { passkey: passkeyPolicies[approval], ...options.widgetPolicy?.approval },
    build: 'playground',
  }
  ports.widget.serve(createWidgetServers({ dist: widgetDist, config: deployment }))
  log(`widget        ${urls.widgetUrl}`)

  ports.app.serve(
    await createAppOrigins({
      dist: appDist,
      config: {
        appName: 'OpenKey playground',
        widgetUrl: urls.widgetUrl,
        nodeUrl: urls.nodeUrl,
        inboxUrl: `${urls.keyEndpointUrl}/inbox`,
      },
      origin: urls.appUrl,
      faults,
      provisioning,
      now: clock && (() => clock.now()),
    }),
  )
  log(`app           ${urls.appUrl}`)

  return { ...urls, keyEndpoint, node, stop: () => stack.disposeAsync() }
}

/** The widget's passkey policy for each approval policy of the key endpoint. */
const passkeyPolicies = { off: false, optional: true, required: 'required' } as const

/** Between servers the node is addressed as 127.0.0.1, which needs no name resolution. */
function bootstrapOptions(
  bootstrap: PlaygroundOptions['bootstrap'] = 'on',
  nodeUrl: string,
  { isBootstrapOff }: Pick<Faults, 'isBootstrapOff'>,
): BootstrapOptions {
  const isEnabled = process.env.TINYCLOUD_BOOTSTRAP_ON_SIGN !== 'off' && (() => !isBootstrapOff())
  const host = process.env.TINYCLOUD_BOOTSTRAP_HOST || `http://127.0.0.1:${new URL(nodeUrl).port}`
  if (bootstrap === 'on') return { host, isEnabled }
  return bootstrap === 'off' ? { isEnabled: false } : { host, isEnabled, ...bootstrap }
}

/** Creates and locks the data folder. @returns a function that maps a server to its folder */
async function openDataDir(dataDir: string, stack: DisposableStack): Promise<(server: string) => string> {
  if (dataDir === ':memory:') return () => ':memory:'
  await mkdir(dataDir, { recursive: true })
  stack.defer(lockDataDir(dataDir))
  return (server) => join(dataDir, server)
}
