import { type Account, OpenKeyError, type SignedSiwe, systemClock } from '@openkey/protocol'
import { signPersonalMessage } from '@openkey/protocol/session'
import { parseSiweMessage, parseTimestamp, recoverPersonalSigner } from '@openkey/protocol/siwe'
import { composeOpenKey } from '../composeOpenKey.ts'
import type { OpenKey } from '../openKey.ts'
import type { OpenKeyOptions } from '../options.ts'
import { fakePage } from './fakePage.ts'
import { scriptedWidget } from './scriptedWidget.ts'
import { createTestUser, type TestUser } from './testUser.ts'

export type TestOpenKeyOptions = Pick<OpenKeyOptions, 'chainId' | 'connectTimeoutMs' | 'callTimeoutMs' | 'verify'> & {
  /** Key of the user's account, 32 bytes in hex. Never use the key of a real account. @default a public test key */
  readonly privateKey?: `0x${string}` | undefined
  /** Id of that key. @default 'test-key' */
  readonly keyId?: string | undefined
  /** Origin of the page, which messages must be for. @default the origin of this page, or `https://app.example` */
  readonly origin?: string | undefined
  /**
   * Whether the user approved this app in an earlier visit. If so, `connect({ silent: true })` resolves.
   * @default false
   */
  readonly isApproved?: boolean | undefined
  /** Time that the user takes to answer a request, in milliseconds. @default 0 */
  readonly delayMs?: number | undefined
  /** Result of the account's bootstrap. @default { status: 'skipped' } */
  readonly bootstrap?: SignedSiwe['bootstrap'] | undefined
}

export type TestOpenKey = {
  /** The SDK itself, connected to a widget in memory. Call `destroy` after each test. */
  readonly openkey: OpenKey
  readonly user: TestUser
}

const knownKey = `0x${'42'.repeat(32)}` as const

/**
 * Creates an OpenKey for tests, without a widget, a page or a network. It is the SDK itself: options, messages between
 * page and widget, results and errors pass the same checks. Signatures are real, by a key that you choose.
 * @throws {OpenKeyError} `invalid_params` naming the option
 * @example
 * const { openkey, user } = createTestOpenKey()
 * user.rejectNext('user_rejected')
 * await expect(openkey.connect()).rejects.toMatchObject({ code: 'user_rejected' })
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function createTestOpenKey(options: TestOpenKeyOptions = {}): TestOpenKey {
  const {
    keyId = 'test-key',
    origin = pageOrigin(),
    delayMs,
    bootstrap = { status: 'skipped' },
    ...sdkOptions
  } = options
  const privateKey = readPrivateKey(options.privateKey ?? knownKey)
  const address = recoverPersonalSigner('', signPersonalMessage('', privateKey))
  const account: Account = { address, chainId: Number(options.chainId ?? 1), keyId }
  const { user, screen } = createTestUser({ account, clock: systemClock, delayMs })

  let isApproved = options.isApproved ?? false
  const page = fakePage({
    origin,
    onOpen(frame) {
      const widget = scriptedWidget(
        frame,
        {
          async connect({ requestId, chainId }) {
            await screen.show(requestId, { method: 'connect', chainId })
            isApproved = true
            return account
          },
          async account() {
            if (!isApproved) throw new OpenKeyError('unauthorized', 'The test user has not approved this app yet.')
            return account
          },
          async disconnect() {
            isApproved = false
            return null
          },
          async signSiwe({ requestId, message, keyId: requested }) {
            checkRequest(message, requested, account)
            await screen.show(requestId, { method: 'signSiwe', message, keyId: requested })
            return { signature: signPersonalMessage(message, privateKey), address, keyId, message, bootstrap }
          },
          cancel: ({ requestId }) => screen.withdraw(requestId),
        },
        { version: 2, approval: 'frame' },
      )
      queueMicrotask(() => widget.sayHello())
    },
  })
  const { privateKey: _, isApproved: __, ...given } = sdkOptions
  const openkey = composeOpenKey({
    options: { ...given, widgetUrl: 'https://openkey.example/', appName: 'Test' },
    page,
    connections: () => page.connections,
    clock: systemClock,
    doctor: async () => [],
  })
  return { openkey, user }
}

/** Checks a message as the widget does before it shows it. The SDK has checked its domain. */
function checkRequest(message: string, keyId: string | undefined, account: Account): void {
  const { address, expirationTime } = parseSiweMessage(message)
  if (keyId !== undefined && keyId !== account.keyId) {
    throw new OpenKeyError('key_not_found', 'The account has no such key.', {
      details: { expected: account.keyId, received: keyId },
    })
  }
  if (address !== account.address) {
    throw new OpenKeyError('address_mismatch', `The message is for ${address}, expected ${account.address}.`, {
      details: { expected: account.address, received: address },
    })
  }
  if (expirationTime !== undefined && parseTimestamp(expirationTime) <= systemClock.now()) {
    throw new OpenKeyError('siwe_expired', 'The message has expired.', { details: { received: expirationTime } })
  }
}

function pageOrigin(): string {
  const origin = String(globalThis.location?.origin)
  return origin.startsWith('http') ? origin : 'https://app.example'
}

function readPrivateKey(hex: string): Uint8Array {
  const digits = /^0x([0-9a-fA-F]{64})$/.exec(hex)?.[1]?.match(/../g)
  if (digits) return Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16))
  throw new OpenKeyError('invalid_params', 'privateKey must be 0x and 64 hexadecimal digits.', {
    details: { field: 'privateKey' },
  })
}
