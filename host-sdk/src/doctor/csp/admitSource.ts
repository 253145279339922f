import type { Policy } from './policy.ts'
import { sourcesOf } from './sourcesOf.ts'

/**
 * The same policy with one more source in one directive. Whatever that directive allowed it goes on allowing: where it
 * fell back on another one, it takes over what there is for a place.
 */
export function admitSource(policy: Policy, directive: 'frame-src' | 'frame-ancestors', source: string): Policy {
  const before = (sourcesOf(policy, directive) ?? []).filter(isPlace)
  return new Map([...policy, [directive, [...before, source]]])
}

/** Quoted sources stand for scripts and styles, but for the page's own origin. */
function isPlace(source: string): boolean {
  return !source.startsWith("'") || source.toLowerCase() === "'self'"
}
