import { identifyAccount } from '../../provisioning/account/account.ts'
import { createNodeClient } from '../../provisioning/client/nodeClient.ts'
import type { LeaseTimes } from '../../provisioning/lease/leaseTimes.ts'
import { readCompletionMarker } from '../../provisioning/steps/findCompletionMarker.ts'
import { provisionOnce } from '../../provisioning/steps/provisionOnce.ts'
import { runGroup, StepError } from '../../provisioning/steps/runGroup.ts'
import type { ActiveSession } from '../../sdk-core/session/completeSignIn.ts'
import type { Signing } from '../../sdk-core/session/signing.ts'

/** Outcome of creating the account after a sign-in. */
export type BootstrapOutcome =
  | {
      readonly status: 'skipped'
      readonly reason: /** A person signs, and must not be asked ten times. */
        | 'interactive-signer'
        /** `autoBootstrapAccount` is false. */
        | 'auto-bootstrap-disabled'
        /** The node has the account's completion marker. */
        | 'already-provisioned'
    }
  | { readonly status: 'done' }
  /** The account lacks something. It is asked for when it is needed, and the next sign-in tries again. */
  | { readonly status: 'degraded'; readonly reason: string }

export type BootstrapOptions = {
  readonly session: ActiveSession
  readonly signing: Pick<Signing, 'sign' | 'domain' | 'lifetimeMs' | 'now'>
  readonly fetch: typeof globalThis.fetch
  /** Timeout of each request, in milliseconds. */
  readonly requestTimeoutMs: number
  /** Identifies this client to other engines. */
  readonly engineId: string
  /** @default leaseTimes */
  readonly times?: LeaseTimes
}

/**
 * Provisions the account with ten signatures, unless it is provisioned or another engine provisions it, for which it
 * waits. Never rejects: a sign-in must not fail for it.
 */
export async function bootstrapAccount(options: BootstrapOptions): Promise<BootstrapOutcome> {
  const { session, signing, fetch, requestTimeoutMs, engineId, times } = options
  const { sign, domain, lifetimeMs, now } = signing
  const clock = { now }
  try {
    const account = identifyAccount(session.client)
    const call = createNodeClient({ fetch, host: session.node.host, timeoutMs: requestTimeoutMs, check: () => {} })
    const { signal } = new AbortController()
    if (await hasMarker({ account, call, clock }, session.granted, signal)) {
      return { status: 'skipped', reason: 'already-provisioned' }
    }
    const provisioning = { account, call, sign, clock, domain, sessionLifetimeMs: lifetimeMs }
    const group = { signal, clock, startedAt: now(), onTiming: () => {} }
    const outcome = await provisionOnce(provisioning, {
      runSteps: (steps) => runGroup(steps, group),
      engineId,
      trustsMarker: true,
      times,
    })
    return outcome === 'found' ? { status: 'skipped', reason: 'already-provisioned' } : { status: 'done' }
  } catch (error) {
    return { status: 'degraded', reason: describe(error) }
  }
}

/**
 * Reads the marker with the session of the sign-in, without another signature. If the session may not read it, or the
 * space is not hosted, the steps run again, which is harmless.
 */
async function hasMarker(...options: Parameters<typeof readCompletionMarker>): Promise<boolean> {
  try {
    return await readCompletionMarker(...options)
  } catch {
    return false
  }
}

/** Names the step that failed, and why. */
function describe(error: unknown): string {
  const message = (value: unknown) => (value instanceof Error ? value.message : String(value))
  return error instanceof StepError ? `${message(error)} ${message(error.cause)}` : message(error)
}
