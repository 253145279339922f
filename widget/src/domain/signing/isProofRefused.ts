import type { OpenKeyError } from '@openkey/protocol'

/** The endpoint did not look at what the user gave: it refused the proof that came along (RFC 9449). */
export function isProofRefused({ code, details }: OpenKeyError): boolean {
  return code === 'key_endpoint_rejected' && details.field === 'DPoP'
}
