import type { ComponentChildren } from 'preact'

/** The round mark above a short message. Decoration: the heading says the same. */
export function Badge({ tone, children }: { readonly tone: 'calm' | 'alert'; readonly children: ComponentChildren }) {
  return <div class={`badge badge-${tone}`}>{children}</div>
}
