/** A sentence in which backticks mark code. */
export function Prose({ text }: { readonly text: string }) {
  return <p>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</p>
}
