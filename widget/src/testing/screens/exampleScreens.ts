import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import type { Access } from '../../domain/access.ts'
import type { DeviceScreen as DeviceStep } from '../../domain/deviceConnection.ts'
import { readSignRequest } from '../../domain/request/readSignRequest.ts'
import { describeReview } from '../../domain/review/describeReview.ts'
import type { Review } from '../../domain/review/review.ts'
import type { Flow, ReviewFlow, ScreenOf, SigningScreen } from '../../domain/signing/signingState.ts'
import {
  aHostMessage,
  aPlainMessage,
  aRevocation,
  aSessionMessage,
  aUserMessage,
  noon,
  ownSpace,
  signer,
} from '../aMessage.ts'

const day = 86_400_000
const app = { boundOrigin: parseOrigin('https://notes.app.example'), appName: 'Notes' }
export const account = { keyId: 'key-1', address: signer, email: 'ada.lovelace@analytical-engine.example' } as const

const flow: Flow = {
  request: { kind: 'connect', id: 1 },
  isSignedIn: true,
  isRenewed: false,
  isUnknownOrigin: false,
  isReplacement: false,
}

/** Returns the review of a message that arrives at noon. */
export function reviewOf(message: string, { boundOrigin, appName } = app, now = noon): Review {
  const described = describeReview({ request: readSignRequest(message), boundOrigin, appName, address: signer, now })
  return { ...described, method: 'press', isRepeat: false, signsIn: false }
}

function reviewFlow(review: Review): ReviewFlow {
  const request = { kind: 'sign', id: 2, message: review.message, canNarrow: true } as const
  return { ...flow, request, signer: account, review }
}

const granted = (...abilities: readonly string[]) => Object.fromEntries(abilities.map((ability) => [ability, [{}]]))
const domain = { domain: 'notes.app.example' }

const someAccess = aSessionMessage(
  {
    [`${ownSpace}/kv/notes/`]: granted('tinycloud.kv/get', 'tinycloud.kv/put'),
    [`${ownSpace}/sql/library`]: granted('tinycloud.sql/read'),
    'urn:other:calendar': granted('calendar/read', 'calendar/write'),
  },
  { ...domain, words: 'Keep my notes in step on all of my devices, and share nothing with anybody else.' },
)

const access: Access = {
  origins: [
    {
      origin: app.boundOrigin,
      approvedAt: noon - day,
      grants: [{ ...reviewOf(someAccess).grant, approvedAt: noon - day }],
    },
    { origin: parseOrigin('https://photos.example'), approvedAt: noon - 9 * day, grants: [] },
  ],
  sessions: [
    { id: 'one', openedAt: noon - day, openedOn: app.boundOrigin, isCurrent: true },
    { id: 'two', openedAt: noon - 2 * day, isCurrent: false, program: 'TinyCloud command line', deviceName: 'laptop' },
  ],
  passkeys: [{ id: 'passkey', name: 'Phone', addedAt: noon - 30 * day }],
  isPasskeyRequired: false,
  isAutoSignEnabled: true,
  canAddPasskey: true,
}

const welcome: ScreenOf<'welcome'> = { phase: 'welcome', flow }
const email = { phase: 'email', flow, email: account.email, isBusy: false } as const
const code = { phase: 'code', flow, email: account.email, isBusy: false } as const
const unreachable = new OpenKeyError('key_endpoint_unreachable', 'No answer.')
const mismatch = new OpenKeyError('address_mismatch', 'Another account.', {
  details: { expected: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266', received: signer },
})

/**
 * Every screen of a request, in the order in which users meet them, with fixed data.
 * @param defaultSignIn the default sign-in message of the TinyCloud SDK, and a time at which it is valid
 */
export function exampleScreens(defaultSignIn: { readonly message: string; readonly time: number }) {
  const playground = { boundOrigin: parseOrigin('http://localhost:5173'), appName: 'Playground' }
  const review = (message: string, changes: Partial<Review> = {}): SigningScreen => ({
    phase: 'review',
    flow: reviewFlow({ ...reviewOf(message), ...changes }),
  })
  return {
    'open-window': { phase: 'openWindow', flow },
    welcome,
    'welcome-session-ended': { ...welcome, notice: 'session_ended' },
    passkey: { phase: 'passkey', flow },
    email,
    'email-refused': { ...email, notice: 'email_refused' },
    code,
    'code-wrong': { ...code, notice: 'wrong_code' },
    'code-refused': { phase: 'codeRefused', flow, required: 'passkey' },
    account: { phase: 'account', flow, next: 'confirm' },
    confirm: { phase: 'confirm', flow, signer: account },
    offer: { phase: 'offer', flow, signer: account, isBusy: false },
    'review-default': {
      phase: 'review',
      flow: reviewFlow(reviewOf(defaultSignIn.message, playground, defaultSignIn.time)),
    },
    'review-some': review(someAccess),
    'review-plain': review(aPlainMessage({ ...domain, statement: 'Sign in to Notes.' })),
    'review-passkey': review(aPlainMessage(domain), { method: 'passkey', signsIn: true }),
    'review-share': review(aUserMessage({ [`${ownSpace}/kv/notes/`]: granted('tinycloud.kv/get') }, domain)),
    'review-host': review(aHostMessage(ownSpace, domain)),
    'review-revocation': review(aRevocation(domain)),
    signing: { phase: 'signing', flow: reviewFlow(reviewOf(someAccess)) },
    continued: { phase: 'continued', flow, isReused: false },
    done: { phase: 'done', request: flow.request, requestIds: [], isNarrowed: false },
    problem: { phase: 'problem', error: unreachable, back: welcome },
    refused: {
      phase: 'refused',
      request: flow.request,
      requestIds: [],
      error: new OpenKeyError('domain_mismatch', 'Another domain.', {
        details: { expected: 'notes.app.example', received: 'bank.example' },
      }),
    },
    'wrong-account': { phase: 'wrongAccount', flow, error: mismatch },
    access: { phase: 'access', flow, back: welcome, access, isBusy: false },
  } satisfies Readonly<Record<string, SigningScreen>>
}

/** A review from which permissions can be removed. */
export const choice = reviewOf(someAccess)

const request = {
  program: 'TinyCloud command line',
  deviceName: 'laptop',
  network: '203.0.113.0/24',
  isSameNetwork: false,
  accessMs: 30 * day,
} as const

/** The screens of connecting a program. */
export const exampleDeviceScreens = {
  'device-code': { step: 'code', isBusy: false },
  'device-review': { step: 'review', userCode: 'WDJB-MJHT', request, isBusy: false },
  'device-done': { step: 'done', request, isConnected: true },
} satisfies Readonly<Record<string, DeviceStep>>
