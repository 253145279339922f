/**
 * JSON text of a value, of its own members. Other than `JSON.stringify`, it asks no `toJSON`: an older library may have
 * given one to every array or object of the page. What JSON has no text for is left out.
 */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item) || 'null')}]`
  const members = Object.entries(value).map(([name, member]) => [JSON.stringify(name), toJson(member)])
  return `{${members.filter(([, text]) => text).map((member) => member.join(':'))}}`
}
