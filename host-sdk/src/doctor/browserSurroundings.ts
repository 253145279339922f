import { hidingRule } from './hidingRule.ts'
import type { Surroundings } from './surroundings.ts'

/** The browser we are in. Beside `hidingRule`, the only file of the doctor that touches the DOM. */
export function browserSurroundings(): Surroundings {
  return {
    url: location.href,
    origin: globalThis.origin,
    userAgent: navigator.userAgent,
    metaPolicies: [...document.head.querySelectorAll('meta')]
      .filter(({ httpEquiv }) => httpEquiv.toLowerCase() === 'content-security-policy')
      .map(({ content }) => content),
    refusedFeatures(origin, features) {
      // It is in no document, and yet knows what it would be allowed in this one.
      const frame = Object.assign(document.createElement('iframe'), {
        src: origin,
        allow: features.map((feature) => `${feature} ${origin}`).join('; '),
      })
      const policy: { allowsFeature?: (feature: string) => boolean } | undefined =
        Reflect.get(frame, 'permissionsPolicy') ?? Reflect.get(frame, 'featurePolicy')
      if (policy?.allowsFeature === undefined) return undefined
      return features.filter((feature) => !policy.allowsFeature?.(feature))
    },
    hiding: (container) => hidingRule(container ?? document.body ?? document.documentElement),
    hasStorage() {
      try {
        return localStorage.length >= 0
      } catch {
        return false
      }
    },
    async localNetwork() {
      // The first name is that of Chromium 145 and later.
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
    answers: (url, signal) =>
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
    onFrameRefused(origin, listener) {
      const hear = ({ effectiveDirective, blockedURI, originalPolicy, disposition }: SecurityPolicyViolationEvent) => {
        if (disposition !== 'enforce' || effectiveDirective !== 'frame-src') return
        if (blockedURI === origin || blockedURI.startsWith(`${origin}/`)) listener(originalPolicy)
      }
      document.addEventListener('securitypolicyviolation', hear)
      return () => document.removeEventListener('securitypolicyviolation', hear)
    },
  }
}
