import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Words that this code once used instead of the usual ones, with what to use. Words in lower case match in prose and as
 * parts of identifiers: `step path` matches "step path" and `createStepPath`. Words with a capital letter match as they
 * are.
 */
const retired = {
  // host-sdk
  curtain: 'dialog visibility',
  letGo: 'release',
  commons: 'connection registry',
  'join common': 'acquire a shared connection',
  'leave common': 'release a shared connection',
  'hear widget': 'listen to the widget',
  rejectedBy: 'userRejectedError',
  patient: 'DiagnoseInput',
  knock: 'probe',
  Surroundings: 'BrowserEnvironment',
  browserSurroundings: 'browserEnvironment',
  'gather facts': 'collect observations',
  'refuse everything': 'rejectingOpenKey',
  'needs press': 'requires user activation',
  patienceMs: 'responseTimeoutMs',
  screenless: 'errorsWithoutScreen',
  // protocol
  Pipe: 'Transport',
  comlinkPipe: 'comlinkTransport',
  directPipe: 'comlinkTransport',
  isLonger: 'exceedsByteLength',
  toPlain: 'toJsonValue',
  'settle once': 'withDeadline',
  hostSiwe: 'createHostingMessage',
  freshUcanNonce: 'generateUcanNonce',
  checkCarriable: 'assertEncodable',
  'worked vector': 'test vector',
  'wasm witness': 'WASM interop',
  boundsOf: 'readConstraints',
  // widget
  'step path': 'sign-in chunk',
  'review path': 'review chunk',
  ReviewTurn: 'review lock',
  ledger: 'origin store',
  SignOrder: 'SignInput',
  adoptSession: 'saveSession',
  heed: 'onResponse',
  bearerOnly: 'bearerAuth',
  'greet window': 'connectWindow',
  'note taken': 'markClaimed',
  signInPlace: 'signInContext',
  SignInPlace: 'SignInContext',
  admitReview: 'acquireReviewSlot',
  'turned away': 'denied',
  newcomer: 'unknown user',
  stillSince: 'stableSince',
  moveApproveGate: 'reduceApproveGate',
  misspelt: 'unknownKeys',
  visibleText: 'sanitizeForDisplay',
  holdFocus: 'restoreFocus',
  loadOnce: 'memoizeAsync',
  // key endpoint
  isOpenTo: 'isSessionValidFor',
  standing: 'status',
  startMachine: 'createStateMachine',
  Letter: 'Email',
  'claim once': 'replay guard',
  keptFile: 'cachedFile',
  emptyCluster: 'clusterTemplate',
  refuseForeignDomain: 'assertDomainMatches',
  // node and servers
  standingOf: 'statusOf',
  stageInvocation: 'prepareInvocation',
  rootOf: 'ownerOf',
  createTurns: 'createMutex',
  takeTurn: 'runExclusive',
  openInvocation: 'authenticateInvocation',
  admitInvocation: 'authorizeInvocation',
  undoStack: 'cleanupStack',
  refuseForeignHosts: 'restrictHostnames',
  // tests
  openBench: 'startEnvironment',
  openKnownHost: 'openSignedInHost',
  openRawBench: 'openBareHost',
  'open scene': 'setupHost',
  useScenes: 'useHosts',
  BootstrapBench: 'BootstrapHarness',
  CeremonyBend: 'overrides',
}

/** Files that keep a retired word on purpose. */
const kept = [
  { word: 'newcomer', path: 'playground/key-endpoint/auth/emailCodeRules.test.ts', reason: 'a sample email address' },
  { word: 'ledger', path: 'playground/node/authority/canonicalResource.test.ts', reason: 'a sample name' },
]

const skipped = /(^|\/)(node_modules|dist|\.data|release\/previous)(\/|$)/

function filesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (skipped.test(path)) return []
    if (entry.isDirectory()) return filesBelow(path)
    return /\.(tsx?|mjs|md|css|html)$/.test(entry.name) ? [path] : []
  })
}

/** Splits identifiers into words: `createStepPath` becomes `create step path`. */
function wordsOf(text) {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
}

const files = ['protocol', 'host-sdk', 'widget', 'playground', 'e2e'].flatMap(filesBelow)
const texts = [...files, 'README.md', 'CONTRIBUTING.md', 'SECURITY.md'].map((path) => {
  const text = `${path}\n${readFileSync(join(root, path), 'utf8')}`
  return { path: relative('.', path), text, words: wordsOf(text) }
})

describe('vocabulary', () => {
  test.for(Object.entries(retired))('the code does not use “%s”, but “%s”', ([word]) => {
    const isIdentifier = /[A-Z]/.test(word)
    const pattern = new RegExp(isIdentifier ? `\\b${word}\\b` : `\\b${word.replaceAll(' ', '[ _-]?')}s?\\b`)
    const found = texts
      .filter(({ text, words }) => pattern.test(isIdentifier ? text : words))
      .map(({ path }) => path)
      .filter((path) => !kept.some((entry) => entry.word === word && entry.path === path))
    expect(found).toEqual([])
  })
})
