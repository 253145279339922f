import { sanitizeNameForDisplay } from '../sanitizeForDisplay.ts'
import type { EncryptionAccess, HookAccess } from './capabilitySentence.ts'
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

const describeConnections = describer({ list: 'read', status: 'read' }, (_, { path }) =>
  path === undefined ? { id: 'connections' } : undefined,
)

const describeHosting = describer({ host: 'host' }, (_, { path }) =>
  path === undefined ? { id: 'hosting' } : undefined,
)

/** By the short name of the service inside a space. */
export const spaceDescribers: ReadonlyMap<string, Describer> = new Map([
  ['kv', describeData],
  ['sql', describeSql],
  ['duckdb', describeDuckdb],
  ['hooks', describeHooks],
  ['capabilities', describePermissions],
  ['delegation', describeConnections],
  ['space', describeHosting],
])

/** By the namespace of an ability on an orbit of the older generation. */
export const orbitDescribers: ReadonlyMap<string, Describer> = new Map([['orbit', describeHosting]])

/** By the short name of the service of an encryption network. */
export const networkDescribers: ReadonlyMap<string, Describer> = new Map([['encryption', describeEncryption]])
