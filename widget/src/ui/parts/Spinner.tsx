/** A ring that turns while something is under way. */
export function Spinner() {
  return <div class="spinner" aria-hidden="true" />
}
