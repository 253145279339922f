import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { DelegationAccess, EncryptionAccess, HookAccess } from './capabilitySentence.ts'
import { describeData } from './describeData.ts'
import { describeDuckdb, describeSql } from './describeDatabase.ts'
import { type Describer, describer } from './describer.ts'

const describeHooks = describer<HookAccess>(
  { subscribe: 'subscribe', list: 'manage', register: 'manage', unregister: 'manage' },
  (access, { path }) => ({
    id: 'hooks',
    access,
    ...(path !== undefined && { path: sanitizeNameForDisplay(path, { maxLength: 96 }) }),
  }),
)

const describeEncryption = describer<EncryptionAccess>(
  { decrypt: 'decrypt', 'network.create': 'create', 'network.revoke': 'revoke' },
  (access) => ({ id: 'encryption', access }),
)

const describePermissions = describer({ read: 'read' }, (_, { path }) =>
  path === undefined ? { id: 'permissions' } : undefined,
)

const describeConnections = describer<DelegationAccess>(
  { list: 'read', status: 'read', revoke: 'revoke' },
  (access, { path }) => (path === undefined ? { id: 'connections', access } : undefined),
)

const describeDelegation = describer<DelegationAccess>({ status: 'read', revoke: 'revoke' }, (access, { target }) =>
  target.kind === 'delegation' ? { id: 'delegation', access, cid: target.cid } : undefined,
)

const describeHosting = describer({ host: 'host' }, (_, { path }) =>
  path === undefined ? { id: 'hosting' } : undefined,
)

/** Describers by the short name of a service in a space. */
export const spaceDescribers: ReadonlyMap<string, Describer> = new Map([
  ['kv', describeData],
  ['sql', describeSql],
  ['duckdb', describeDuckdb],
  ['hooks', describeHooks],
  ['capabilities', describePermissions],
  ['delegation', describeConnections],
  ['space', describeHosting],
])

/** Describers by the namespace of an ability on an orbit of the older generation. */
export const orbitDescribers: ReadonlyMap<string, Describer> = new Map([['orbit', describeHosting]])

/** Describers by the short name of a service of one delegation. */
export const delegationDescribers: ReadonlyMap<string, Describer> = new Map([['delegation', describeDelegation]])

/** Describers by the short name of a service of an encryption network. */
export const networkDescribers: ReadonlyMap<string, Describer> = new Map([['encryption', describeEncryption]])
