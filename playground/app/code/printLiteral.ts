/** Prints a JSON value as a person writes it in TypeScript: bare names, single quotes, two spaces, long lists broken. */
export function printLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const isList = Array.isArray(value)
  const inner = `${indent}  `
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => `${isList ? '' : `${name}: `}${printLiteral(member, inner)}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  const space = isList ? '' : ' '
  const line = `${open}${space}${members.join(', ')}${space}${close}`
  if (members.length === 0) return open + close
  if (line.length + indent.length <= 96 && !line.includes('\n')) return line
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${indent}${close}`
}

/** Escapes what would end the string, or a script element around it. */
function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('<', '\\u003c')}'`
}
