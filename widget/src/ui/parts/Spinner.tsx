/** Shows that work is in progress. */
export function Spinner() {
  return <div class="spinner" aria-hidden="true" />
}
