import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { CapabilitySentence, DataAccess } from './capabilitySentence.ts'
import { describer, type ServiceGrant } from './describer.ts'
import { isSpace } from './grantTarget.ts'

/** Grants on a key-value store (`tinycloud.kv`). */
export const describeData = describer<DataAccess>(
  { list: 'browse', metadata: 'browse', get: 'read', put: 'write', del: 'delete' },
  (granted, grant) => {
    const access = granted.includes('read') ? granted.filter((word) => word !== 'browse') : granted
    if (isSpace(grant.target, 'secrets') || isVault(grant)) return describeSecrets(access, grant)
    if (isSpace(grant.target, 'account') && isRegister(grant) && !access.includes('delete')) {
      return describeRegister(access)
    }
    return describeEntries(access, grant)
  },
)

function describeEntries(access: readonly DataAccess[], { path }: ServiceGrant): CapabilitySentence {
  return { id: 'data', access, ...(path !== undefined && { path: sanitizeNameForDisplay(path, { maxLength: 96 }) }) }
}

function describeSecrets(access: readonly DataAccess[], { path }: ServiceGrant): CapabilitySentence {
  const isAll = path === undefined || path === 'vault/secrets/'
  const part = isAll ? {} : { path: sanitizeNameForDisplay(path, { maxLength: 96 }) }
  return { id: 'secrets', access, ...part }
}

/** Keeping the register of apps and spaces is what every sign-in does with the account space. */
function describeRegister(access: readonly DataAccess[]): CapabilitySentence {
  const words = (['read', 'write'] as const).filter((word) =>
    word === 'write' ? access.includes('write') : access.includes('read') || access.includes('browse'),
  )
  return { id: 'account', access: words }
}

function isRegister({ path = '' }: ServiceGrant): boolean {
  return /^(?:applications|spaces)(?:\/|$)/.test(path) || path === 'system/bootstrap/complete'
}

/** Secrets by their path, in whatever space they lie. */
function isVault({ path = '' }: ServiceGrant): boolean {
  return /^(?:vault|secrets)(?:\/|$)/.test(path)
}
