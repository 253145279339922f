import type { ComponentChildren } from 'preact'

/** Renders the round icon above a short message. Decorative: the heading has the same meaning. */
export function Badge({ tone, children }: { readonly tone: 'calm' | 'alert'; readonly children: ComponentChildren }) {
  return <div class={`badge badge-${tone}`}>{children}</div>
}
