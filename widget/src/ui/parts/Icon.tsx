/**
 * Renders an icon, hidden from assistive technology. Inline, because the Content-Security-Policy forbids data URLs.
 * @param props.path an SVG path of strokes on a grid of 24
 */
export function Icon({ path }: { readonly path: string }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  )
}

/** Shows that work is in progress. */
export function Spinner() {
  return <div class="spinner" aria-hidden="true" />
}
