/** Both ends of an address: more than the four digits that a look-alike address is cheaply made to share. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-8)}`
}
