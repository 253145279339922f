/** DIDs are compared without the part that names one key of them. */
export function withoutFragment(didUrl: string): string {
  return didUrl.split('#', 1).join('')
}
