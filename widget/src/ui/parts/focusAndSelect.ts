/** Focuses the input of a form that was just shown, and selects its content. */
export function focusAndSelect(element: HTMLInputElement | null): void {
  element?.focus({ preventScroll: true })
  element?.select()
}
