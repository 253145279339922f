/** For the one field of a form that was just shown: what stands in it can be typed over. */
export function focusAndSelect(element: HTMLInputElement | null): void {
  element?.focus({ preventScroll: true })
  element?.select()
}
