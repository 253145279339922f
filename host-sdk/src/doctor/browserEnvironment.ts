import type { Origin } from '@openkey/protocol'
import { findHidingRule, type HidingRule } from './findHidingRule.ts'
import type { HeaderValues } from './observations.ts'

/** Facts about a page that the browser reports and that only the doctor needs. */
export type BrowserEnvironment = {
  readonly url: string
  /** `null` in a sandbox without `allow-same-origin`. */
  readonly origin: string
  readonly userAgent: string
  readonly metaPolicies: readonly string[]
  /** Returns the features that a frame of this origin would be denied, or `undefined` if the browser cannot tell. */
  readonly deniedFeatures: (origin: Origin, features: readonly string[]) => readonly string[] | undefined
  /** Finds what hides the content of this container, or of the page without a container. */
  readonly hiding: (container: HTMLElement | undefined) => HidingRule | undefined
  readonly hasStorage: () => boolean
  /** State of the permission to reach this device, or `undefined` if the browser does not know that permission. */
  readonly localNetwork: () => Promise<PermissionState | undefined>
  /** Requests the page again and returns its headers, or `undefined` if that fails. */
  readonly readHeaders: (signal: AbortSignal) => Promise<HeaderValues | undefined>
  /** Whether a server responds. The response itself is opaque. */
  readonly isReachable: (url: string, signal: AbortSignal) => Promise<boolean>
  /** Reports each policy that blocks a frame of this origin. Returns a function that stops listening. */
  readonly onFrameBlocked: (origin: Origin, listener: (policy: string) => void) => () => void
}

/** Reads the current browser. Besides `findHidingRule`, the only file of the doctor that uses the DOM. */
export function readBrowserEnvironment(): BrowserEnvironment {
  return {
    url: location.href,
    origin: globalThis.origin,
    userAgent: navigator.userAgent,
    metaPolicies: [...document.head.querySelectorAll('meta')]
      .filter(({ httpEquiv }) => httpEquiv.toLowerCase() === 'content-security-policy')
      .map(({ content }) => content),
    deniedFeatures(origin, features) {
      // A detached frame knows what it would be allowed in this document.
      const frame = Object.assign(document.createElement('iframe'), {
        src: origin,
        allow: features.map((feature) => `${feature} ${origin}`).join('; '),
      })
      const policy: { allowsFeature?: (feature: string) => boolean } | undefined =
        Reflect.get(frame, 'permissionsPolicy') ?? Reflect.get(frame, 'featurePolicy')
      if (policy?.allowsFeature === undefined) return undefined
      return features.filter((feature) => !policy.allowsFeature?.(feature))
    },
    hiding: (container) => findHidingRule(container ?? document.body ?? document.documentElement),
    hasStorage() {
      try {
        return localStorage.length >= 0
      } catch {
        return false
      }
    },
    async localNetwork() {
      // Chromium 145 and later know the first name.
      for (const name of ['loopback-network', 'local-network-access']) {
        const status = await navigator.permissions?.query({ name: name as PermissionName }).catch(() => undefined)
        if (status !== undefined) return status.state
      }
      return undefined
    },
    async readHeaders(signal) {
      const headers = { accept: 'text/html' }
      const response = await fetch(location.href, { headers, cache: 'no-store', signal }).catch(() => undefined)
      if (response === undefined) return undefined
      await response.body?.cancel()
      return response.ok ? Object.fromEntries(response.headers) : undefined
    },
    isReachable: (url, signal) =>
      fetch(url, {
        mode: 'no-cors',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal,
      }).then(
        () => true,
        () => false,
      ),
    onFrameBlocked(origin, listener) {
      const onViolation = ({
        effectiveDirective,
        blockedURI,
        originalPolicy,
        disposition,
      }: SecurityPolicyViolationEvent) => {
        if (disposition !== 'enforce' || effectiveDirective !== 'frame-src') return
        if (blockedURI === origin || blockedURI.startsWith(`${origin}/`)) listener(originalPolicy)
      }
      document.addEventListener('securitypolicyviolation', onViolation)
      return () => document.removeEventListener('securitypolicyviolation', onViolation)
    },
  }
}
