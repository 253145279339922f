/** Whether two URLs of nodes are the same but for slashes at their end. */
export function sameHost(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '')
}
