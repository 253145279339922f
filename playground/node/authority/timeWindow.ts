import { parseTimestamp } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'
import type { Credential } from './credential.ts'

/** When something holds, in milliseconds since 1970. An absent end is open. */
export type TimeWindow = { readonly notBeforeMs: number | undefined; readonly expiresAtMs: number | undefined }

/** The last moment counts, the first does not. */
export function isWithin({ notBeforeMs, expiresAtMs }: TimeWindow, nowMs: number): boolean {
  return (expiresAtMs === undefined || expiresAtMs >= nowMs) && (notBeforeMs === undefined || notBeforeMs < nowMs)
}

export function timeWindowOf(credential: Credential): TimeWindow {
  if (credential.type === 'ucan') {
    const { nbf, exp } = credential.ucan.payload
    return { notBeforeMs: nbf === undefined ? undefined : nbf * 1_000, expiresAtMs: exp * 1_000 }
  }
  const { notBefore, expirationTime } = credential.cacao.payload
  return { notBeforeMs: readTime(notBefore), expiresAtMs: readTime(expirationTime) }
}

function readTime(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : parseTimestamp(text)
  } catch (cause) {
    throw new NodeError('header_undecodable', undefined, { cause })
  }
}
