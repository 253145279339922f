export type ScriptedPress = {
  readonly name: string
  /** Runs inside the frame, as a script that got in there would. */
  readonly press: (button: HTMLElement | SVGElement) => void
}

/** Ways to press a button without a person. The browser marks their events as untrusted. */
export const scriptedPresses: readonly ScriptedPress[] = [
  { name: 'click()', press: (button) => button instanceof HTMLElement && button.click() },
  {
    name: 'pointer and mouse events',
    press: (button) => {
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
        button.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, detail: 1 }))
      }
    },
  },
  {
    name: 'the Enter key',
    press: (button) => {
      button.focus()
      for (const type of ['keydown', 'keypress', 'keyup']) {
        button.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', code: 'Enter', bubbles: true }))
      }
    },
  },
]
