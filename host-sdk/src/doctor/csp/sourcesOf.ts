import type { Policy } from './policy.ts'

/** Where a directive looks when it is not there itself, nearest first. */
const fallbacks = {
  'frame-src': ['child-src', 'default-src'],
  'connect-src': ['default-src'],
  'frame-ancestors': [],
} as const

/** Sources that decide on a kind of request; `undefined` where the policy has no say in it. */
export function sourcesOf(policy: Policy, directive: keyof typeof fallbacks): readonly string[] | undefined {
  const name = [directive, ...fallbacks[directive]].find((name) => policy.has(name))
  return name === undefined ? undefined : policy.get(name)
}
