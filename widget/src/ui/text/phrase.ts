import type { DisplayText } from '../../domain/sanitizeForDisplay.ts'

/** A string from the host or from a message. It is rendered in its own element, apart from the words around it. */
export type HostText = { readonly hostText: DisplayText }

/** An address or another identifier. It reads from left to right in every language. */
export type Identifier = { readonly identifier: string }

/** OpenKey's words interleaved with host text. The two must never be joined into one string (S12). */
export type Phrase = readonly (string | HostText | Identifier)[]

export function hostText(text: DisplayText): HostText {
  return { hostText: text }
}

export function identifier(text: string): Identifier {
  return { identifier: text }
}

/** The slots of a template: `'path' | 'name'` for `'Read {path} in {name}'`. */
export type SlotOf<Template extends string> = Template extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | SlotOf<Rest>
  : never

/**
 * Splits a template at its slots and puts the given values there. Values stay apart from the words around them: text
 * from a host must never be joined into a sentence of OpenKey (S12).
 */
export function fillSlots<Template extends string, Value>(
  template: Template,
  values: Readonly<Record<SlotOf<Template>, Value>>,
): readonly (string | Value)[]
export function fillSlots(template: string, values: Readonly<Record<string, unknown>>): readonly unknown[] {
  return template
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? values[part] : part))
    .filter((part) => part !== '')
}
