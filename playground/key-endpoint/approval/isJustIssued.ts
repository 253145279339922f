import { parseTimestamp, type SiweMessage } from '@openkey/protocol/siwe'

const maxAgeMs = 600_000
const maxAheadMs = 300_000

/** Whether the message was made at most ten minutes ago, or five ahead by a device whose clock is off. */
export function isJustIssued({ issuedAt }: SiweMessage, now: number): boolean {
  const ageMs = now - parseTimestamp(issuedAt)
  return ageMs <= maxAgeMs && ageMs >= -maxAheadMs
}
