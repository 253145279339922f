import { type OpenKeyError, type Origin, parseOrigin } from '@openkey/protocol'
import type { Address } from '@openkey/protocol/siwe'
import { fakeClock } from '@openkey/protocol/testing'
import { createReviewLock } from '../adapters/partition/reviewLock.ts'
import { createMemoryOriginStore } from '../adapters/storage/memoryOriginRecords.ts'
import { createMemorySessionStore } from '../adapters/storage/memorySessionStore.ts'
import { type Appearance, createSigningApp } from '../app/createSigningApp.ts'
import { createEffectRunner } from '../app/effectRunner.ts'
import { createMessageReviewer } from '../app/review/messageReviewer.ts'
import { createStore } from '../app/store.ts'
import type { DeploymentConfig } from '../domain/config/deploymentConfig.ts'
import type { UserEvent } from '../domain/signing/signingEvent.ts'
import type { SigningScreen } from '../domain/signing/signingState.ts'
import type { OriginStore } from '../ports/originStore.ts'
import type { SessionStore } from '../ports/sessionStore.ts'
import { noon, signer } from './aMessage.ts'
import { createFakeContinuation } from './fakeContinuation.ts'
import { createFakeKeyEndpoint, type FakeKeyEndpoint } from './fakeKeyEndpoint.ts'
import { createFakeLocks } from './fakeLocks.ts'
import { createFakePasskeys, type FakePasskeys } from './fakePasskeys.ts'
import { createFakeSignatures, type FakeSignatures } from './fakeSignatures.ts'

export type HarnessOptions = {
  /** The account that the endpoint signs with. @default the requested one */
  readonly signsAs?: Address
  readonly canRegister?: boolean
  /** Settings of the deployment that replace the defaults. */
  readonly policy?: Partial<DeploymentConfig>
  /**
   * Where the widget runs: in the frame of a trusted page, in the frame of an unknown page, or in a window that an
   * unknown page uses. @default 'trusted'
   */
  readonly place?: 'trusted' | 'unknown' | 'window'
  /** A page before this one in the same browser, whose storage, endpoint and passkeys go on. */
  readonly after?: EarlierPage
  /** Shared with other tabs. @default those of this one */
  readonly locks?: Pick<LockManager, 'request'>
}

type EarlierPage = {
  readonly keyEndpoint: FakeKeyEndpoint
  readonly signatures: FakeSignatures
  readonly origins: OriginStore
  readonly sessions: SessionStore
  readonly passkeys: FakePasskeys
}

/** The whole widget without its screens: real rules; endpoint, storage and signatures in memory. */
export function signingHarness({
  signsAs,
  canRegister = true,
  policy,
  place = 'trusted',
  after,
  locks = createFakeLocks(),
}: HarnessOptions = {}) {
  const boundOrigin: Origin = parseOrigin('https://app.example')
  const clock = fakeClock(noon)
  const signatures = after?.signatures ?? createFakeSignatures()
  const keyEndpoint =
    after?.keyEndpoint ??
    createFakeKeyEndpoint({
      addresses: [signer],
      sign: (address, message) => signatures.sign(signsAs ?? address, message),
    })
  const origins = after?.origins ?? createMemoryOriginStore({ now: clock.now })
  const sessions = after?.sessions ?? createMemorySessionStore()
  const passkeys = after?.passkeys ?? createFakePasskeys({ canRegister })
  const continuation = createFakeContinuation()
  const config: DeploymentConfig = {
    keyEndpointUrl: 'https://api.example',
    chains: [1],
    maxSessionLifetimeMs: 30 * 24 * 60 * 60_000,
    embedding: { allow: 'any' },
    build: 'test',
    ...policy,
  }
  const offered = new Set<string>()
  const told: string[] = []
  const trust = { isRestricted: place === 'unknown', isUnknownOrigin: place !== 'trusted' }
  const shared = { boundOrigin, appName: 'Notes', config, keyEndpoint, origins, sessions, clock, ...trust }
  const reviewer = createMessageReviewer({ ...shared, verifier: signatures.verifier })
  const loadReviewer = async () => reviewer
  const effectRunner = createEffectRunner({ ...shared, passkeys, continuation, offerHistory: offered, loadReviewer })
  const appearance = createStore<Appearance>({})
  const app = createSigningApp({
    ...shared,
    loadReviewer,
    loadEffectRunner: async () => effectRunner,
    appearance,
    lock: createReviewLock({ boundOrigin, locks }),
    isClosable: place === 'window',
    host: {
      stage: ({ name }) => told.push(name),
      dismiss: () => told.push('dismiss'),
    },
  })

  /** Resolves with the screen once it is of that phase. */
  function reach<Phase extends SigningScreen['phase']>(phase: Phase) {
    return new Promise<Extract<SigningScreen, { phase: Phase }>>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`Waited for ${phase}, at ${app.screen.get().phase}`)), 2_000)
      const look = (screen: SigningScreen) => {
        if (screen.phase !== phase) return
        clearTimeout(giveUp)
        undo()
        resolve(screen as Extract<SigningScreen, { phase: Phase }>)
      }
      const undo = app.screen.subscribe(look)
      look(app.screen.get())
    })
  }

  let requests = 0
  const requestId = () => `request-${String(++requests).padStart(10, '0')}`
  const outcome = (call: Promise<unknown>) =>
    call.then(
      (value) => value,
      ({ code, details }: OpenKeyError) => ({ code, details }),
    )

  async function enterCode(): Promise<void> {
    await reach('welcome')
    app.act({ type: 'emailChosen' })
    app.act({ type: 'emailSubmitted', email: 'ada@example.com' })
    await reach('code')
    app.act({ type: 'codeSubmitted', code: '123456' })
  }

  return {
    app,
    reviewer,
    boundOrigin,
    clock,
    keyEndpoint,
    signatures,
    origins,
    sessions,
    passkeys,
    continuation,
    appearance,
    told,
    reach,
    act: (event: UserEvent) => app.act(event),
    /** Both resolve with the value, or with code and details of the error. */
    connect: (chainId = 1) => outcome((async () => app.handlers.connect({ requestId: requestId(), chainId }))()),
    sign: (message: string, keyId?: string) =>
      outcome((async () => app.handlers.signSiwe({ requestId: requestId(), message, keyId }))()),
    lastRequestId: () => `request-${String(requests).padStart(10, '0')}`,
    /** From the first screen to an account, by email code. */
    async comeInByEmail() {
      await enterCode()
      if (canRegister && offered.size === 0) {
        await reach('offer')
        app.act({ type: 'passkeyDeclined' })
      }
    },
    /** The same, and adds a passkey. */
    async comeInWithPasskey() {
      await enterCode()
      await reach('offer')
      app.act({ type: 'passkeyAccepted' })
    },
  }
}

export type SigningHarness = ReturnType<typeof signingHarness>
