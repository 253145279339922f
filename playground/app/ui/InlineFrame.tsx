import { useEffect, useRef } from 'preact/hooks'

/** The place of an inline widget. It is never moved, which would reload the frame. */
export function InlineFrame({ container }: { readonly container: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.replaceChildren(container)
  }, [container])
  return (
    <section class="card" aria-labelledby="inline-title">
      <h2 id="inline-title">The widget</h2>
      <div ref={place} />
    </section>
  )
}
