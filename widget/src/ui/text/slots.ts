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
