import { HttpError } from '../http/httpError.ts'

/** The proof is good but for its nonce: take the one in `DPoP-Nonce` and prove again (RFC 9449, 8). */
export function nonceRequired(): HttpError {
  return refusal('use_dpop_nonce', 'A DPoP proof with this endpoint’s nonce is required')
}

/** @param field the claim at fault; without it the proof is missing or is none */
export function proofRefused(field?: string): HttpError {
  return refusal('invalid_dpop_proof', 'DPoP proof not accepted', field)
}

function refusal(code: string, message: string, field?: string): HttpError {
  return new HttpError(401, message, {
    code,
    ...(field !== undefined && { field }),
    headers: { 'WWW-Authenticate': `DPoP error="${code}", algs="ES256"` },
  })
}
