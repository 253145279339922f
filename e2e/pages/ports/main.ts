import { callPolicy, guardEndpoint, type Rejection } from '@openkey/protocol'
import { checkBy } from '@openkey/protocol/testing'
import { expose } from 'comlink'
import * as z from 'zod/mini'
import type { Heard } from './attacker.ts'

/** Effects of one hostile message on this page. */
export type Damage = {
  readonly heard: readonly Heard[]
  /** Inputs that reached the served method. */
  readonly served: readonly unknown[]
  readonly refused: readonly Rejection[]
  /** Code built from the attacker's text ran here. */
  readonly ranCode: boolean
  /** A built-in prototype, or the served object, was written to. */
  readonly polluted: boolean
  /** Errors nobody caught. */
  readonly uncaught: number
}

declare global {
  interface Window {
    attackGuarded: (name: string) => Promise<Damage>
    attackUnguarded: (name: string) => Promise<Damage>
    pwned?: boolean
  }
}

const frame = document.querySelector('iframe')
const attackerReady = new Promise<void>((resolve) => {
  addEventListener('message', ({ data }) => data?.ready && resolve())
})
// Not in the markup: the frame could be ready before this script listens.
frame?.setAttribute('src', './attacker.html')
let uncaught = 0
addEventListener('error', () => uncaught++)
addEventListener('unhandledrejection', () => uncaught++)

async function attack(
  name: string,
  served: object,
  serve: (port: MessagePort) => void,
  log: { served: unknown[]; refused: Rejection[] },
): Promise<Damage> {
  await attackerReady
  const { port1, port2 } = new MessageChannel()
  serve(port1)
  const before = Object.keys(served).sort().join()
  const report = new Promise<readonly Heard[]>((resolve) => {
    addEventListener('message', function onReport({ data }) {
      if (data?.heard === undefined) return
      removeEventListener('message', onReport)
      resolve(data.heard)
    })
  })
  frame?.contentWindow?.postMessage({ name }, { targetOrigin: '*', transfer: [port2] })
  const heard = await report
  const polluted =
    'polluted' in (() => {}) ||
    'polluted' in {} ||
    before !== Object.keys(served).sort().join() ||
    !(Reflect.get(served, 'echo') instanceof Function)
  return { heard, ...log, ranCode: window.pwned === true, polluted, uncaught }
}

function echoServer() {
  const log = { served: [] as unknown[], refused: [] as Rejection[] }
  const echo = (input: unknown) => {
    log.served.push(JSON.parse(JSON.stringify(input ?? null)))
    return input
  }
  return { log, echo }
}

window.attackGuarded = (name) => {
  const { log, echo } = echoServer()
  const served = { echo: async (input: unknown) => ({ ok: true, value: echo(input) }) as const }
  const policy = callPolicy({ echo: checkBy(z.strictObject({ text: z.string().check(z.maxLength(16)) })) })
  const serve = (port: MessagePort) =>
    expose(
      served,
      guardEndpoint(port, policy, (rejection) => log.refused.push(rejection)),
    )
  return attack(name, served, serve, log)
}

window.attackUnguarded = (name) => {
  const { log, echo } = echoServer()
  const served = { echo }
  return attack(name, served, (port) => expose(served, port), log)
}
