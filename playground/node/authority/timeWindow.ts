import { parseTimestamp } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'
import type { Credential } from './credential.ts'

/** A validity period, in milliseconds since 1970. A missing bound is open. */
export type TimeWindow = { readonly notBeforeMs: number | undefined; readonly expiresAtMs: number | undefined }

/** Returns whether a period contains a time. `expiresAtMs` is inclusive, `notBeforeMs` is exclusive. */
export function isWithin({ notBeforeMs, expiresAtMs }: TimeWindow, nowMs: number): boolean {
  return (expiresAtMs === undefined || expiresAtMs >= nowMs) && (notBeforeMs === undefined || notBeforeMs < nowMs)
}

/** Returns the validity period of a credential. @throws {NodeError} `header_undecodable` */
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
