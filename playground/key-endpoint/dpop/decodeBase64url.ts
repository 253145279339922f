/** Base64url without padding (RFC 4648, 5), in its one canonical spelling: Node's decoder skips what it does not know. */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
