import type { Origin } from '@openkey/protocol'
import { isOrigins, isRecord } from '../entryChecks.ts'

/** What the operator says about how an approval is given. */
export type ApprovalPolicy = {
  /** Origins the operator answers for: a press in the frame approves whatever they ask. @default none */
  readonly trustedOrigins?: readonly Origin[] | undefined
  /** Whether pages on this machine are trusted: `localhost`, `*.localhost` and `127.0.0.1`. @default true */
  readonly trustLoopback?: boolean | undefined
  /**
   * Whether the key endpoint verifies passkey assertions that commit to the exact message, or even signs nothing
   * without one. Whoever has no passkey can then sign nothing. @default false
   */
  readonly passkey?: boolean | 'required' | undefined
  /**
   * What a page that nobody answers for gets. `ask`: a press in the frame only where a masked frame could win
   * nothing, else a passkey or a window. `frame`: the press, always; whoever masks the frame then wins. @default 'ask'
   */
  readonly untrusted?: 'ask' | 'frame' | undefined
}

/** @returns the path of the first entry that is wrong; `undefined` when none is, or there is no policy */
export function approvalEntryAtFault(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'approval'
  const { trustedOrigins = [], trustLoopback = true, passkey = false, untrusted = 'ask', ...misspelt } = value
  if (!isOrigins(trustedOrigins)) return 'approval.trustedOrigins'
  if (typeof trustLoopback !== 'boolean') return 'approval.trustLoopback'
  if (typeof passkey !== 'boolean' && passkey !== 'required') return 'approval.passkey'
  if (untrusted !== 'ask' && untrusted !== 'frame') return 'approval.untrusted'
  for (const name of Object.keys(misspelt)) return `approval.${name}`
  return undefined
}
