import './ui/widget.css'
import { parseOrigin, protocolVersions, randomId, systemClock } from '@openkey/protocol'
import { render } from 'preact'
import type { Connection } from './adapters/host/answerHandshake.ts'
import { checkBrowser, checkOwnWindow } from './adapters/host/checkPage.ts'
import { readDeploymentConfig } from './adapters/host/readDeploymentConfig.ts'
import { createDpopProofOfPossession } from './adapters/keyEndpoint/dpop/dpopProofOfPossession.ts'
import { createProofKeys, withProofKeys } from './adapters/keyEndpoint/dpop/proofKeys.ts'
import { createHttpDeviceRequests } from './adapters/keyEndpoint/httpDeviceRequests.ts'
import { createHttpKeyEndpoint } from './adapters/keyEndpoint/httpKeyEndpoint.ts'
import { bearerAuth } from './adapters/keyEndpoint/proofOfPossession.ts'
import { createBrowserStorage } from './adapters/storage/browserStorage.ts'
import { createMemoryOriginStore } from './adapters/storage/memoryOriginRecords.ts'
import { openWidgetDatabase } from './adapters/storage/widgetDatabase.ts'
import { createPasskeys } from './adapters/webauthn/passkeys.ts'
import { createDeviceApp } from './app/device/createDeviceApp.ts'
import { toOpenKeyError } from './app/toOpenKeyError.ts'
import type { DeploymentConfig } from './domain/config/deploymentConfig.ts'
import type { SelectedKey } from './domain/signing/signingState.ts'
import { memoizeAsync } from './memoizeAsync.ts'
import type { Host } from './ports/host.ts'
import type { OriginStore } from './ports/originStore.ts'
import type { ReviewLock } from './ports/reviewLock.ts'
import type { SessionStore } from './ports/sessionStore.ts'
import { serveSigning } from './serveSigning.ts'
import { mountWidget } from './ui/mountWidget.tsx'
import { DeviceLeftScreen, DeviceScreen } from './ui/screens/DeviceScreen.tsx'

const root = document.getElementById('app') ?? document.body
const widget = mountWidget(root)

/** No page waits for this one. */
const noHost: Host = { resize() {}, stage() {}, dismiss() {}, offerWindow: async () => {} }

/** This page asks for one thing at a time. */
const noLock: ReviewLock = { acquire: async () => true, release() {} }

/** Has the user sign in, as for an app, and then asks for the code of a program. */
async function start(): Promise<void> {
  const config = readDeploymentConfig(document)
  checkBrowser()
  checkOwnWindow(window)
  const open = memoizeAsync(async () => openWidgetDatabase())
  void open()
  const { origins, sessions } = createBrowserStorage({ open })
  const page = createPage({ config, origins, sessions })
  const account = await page.signIn()
  if (account !== undefined) await page.connectProgram(account)
}

type PageOptions = {
  readonly config: DeploymentConfig
  readonly origins: OriginStore
  readonly sessions: SessionStore
}

function createPage({ config, origins, sessions }: PageOptions) {
  /** Draws what comes after the sign-in; until then, the sign-in draws itself. */
  let draw: (() => void) | undefined
  const reload = () => location.reload()

  return {
    async signIn(): Promise<SelectedKey | undefined> {
      const handlers = serveSigning({
        connection: createConnection(),
        config,
        widget: { ...widget, show: (props) => (draw ? draw() : widget.show(props)) },
        root,
        host: noHost,
        storage: { origins: withoutOwnApproval(origins), sessions },
        lock: noLock,
        isClosable: false,
        // A signed-in user sees the account at once: no page could learn of it.
        isUnknownOrigin: true,
        isRestricted: false,
      })
      try {
        const account = handlers.connect({ requestId: randomId(), chainId: config.chains[0] ?? 1 })
        const { keyId, address } = await account
        return { keyId, address: `0x${address.slice(2)}` }
      } catch {
        draw = () => render(<DeviceLeftScreen onAgain={reload} />, root)
        draw()
        return undefined
      }
    },

    async connectProgram(account: SelectedKey): Promise<void> {
      const keys = config.dpop === 'required' ? createProofKeys() : undefined
      // Reading the session also finds the key that it is bound to.
      const token = (await (keys ? withProofKeys(sessions, keys) : sessions).read())?.token
      if (token === undefined) return reload()
      const proofOfPossession = keys ? createDpopProofOfPossession({ keys, clock: systemClock }) : bearerAuth
      const transport = {
        baseUrl: config.keyEndpointUrl,
        fetch: (...request: Parameters<typeof fetch>) => fetch(...request),
        proofOfPossession,
        signInContext: { partition: sessions },
        timeoutMs: 15_000,
      }
      const keyEndpoint = createHttpKeyEndpoint(transport)
      const passkeys = createPasskeys({
        load: async (page) => (await import('./adapters/webauthn/passkeyCeremonies.ts')).createPasskeyCeremonies(page),
      })
      const requests = createHttpDeviceRequests(transport)
      const app = createDeviceApp({ requests, keyEndpoint, passkeys, token, keyId: account.keyId })
      const user = await keyEndpoint.whoAmI(token).catch(() => undefined)
      const act = { ...app, signInAgain: () => void sessions.clear().then(reload) }
      draw = () =>
        render(
          <DeviceScreen
            screen={app.screen.get()}
            account={{ ...account, email: user?.email }}
            now={Date.now()}
            act={act}
          />,
          root,
        )
      app.screen.subscribe(draw)
      draw()
    },
  }
}

/** A connection that leads nowhere: this page asks itself. */
function createConnection(): Connection {
  const { port1: serves, port2: calls } = new MessageChannel()
  const instance = randomId()
  return {
    boundOrigin: parseOrigin(window.origin),
    version: Math.max(...protocolVersions),
    connect: {
      type: 'openkey:connect',
      instance,
      versions: [...protocolVersions],
      channel: randomId(),
      appName: '',
    },
    serves,
    calls,
  }
}

/** Approves this page for the page's lifetime, so that each visit shows the account, and lists it with no apps. */
function withoutOwnApproval(origins: OriginStore): OriginStore {
  const { approval, approve } = createMemoryOriginStore()
  return { ...origins, approval, approve }
}

start().catch((error: unknown) => widget.showBlocked(toOpenKeyError(error)))
