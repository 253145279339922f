/** The page of the app, the widget's frame in it, or the window in which the widget goes on. */
export type Place = 'page' | 'widget' | 'window'

/** One visitor in a browser, and the little a sign-in needs of it. What is pressed and typed is trusted. */
export type Engine = {
  readonly open: (url: string) => Promise<void>
  /** Value of an expression in that document; a promise is waited for. */
  readonly evaluate: (place: Place, expression: string) => Promise<unknown>
  /** Waits for an element. @param xpath finds it */
  readonly see: (place: Place, xpath: string) => Promise<void>
  /** Presses an element, once it is there. */
  readonly press: (place: Place, xpath: string) => Promise<void>
  /** Presses what grants something, as a person does: after reading. Nothing of the driver may happen in between. */
  readonly grant: (place: Place, xpath: string) => Promise<void>
  readonly type: (place: Place, xpath: string, text: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Finds a button by what it says. */
export const button = (name: string) => `//button[normalize-space()="${name}"]`

/** How long a person looks at what they grant, in milliseconds. */
export const readingMs = 1_000
