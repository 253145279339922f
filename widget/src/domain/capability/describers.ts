import { visibleText } from '../visibleText.ts'
import type { EncryptionAccess, HookAccess } from './capabilitySentence.ts'
import { describeData } from './describeData.ts'
import { describeDuckdb, describeSql } from './describeDatabase.ts'
import { type Describer, describer } from './describer.ts'
import { isSpace } from './place.ts'

const describeHooks = describer<HookAccess>(
  { subscribe: 'subscribe', list: 'manage', register: 'manage', unregister: 'manage' },
  (access, { place, path }) => ({
    sentence: { id: 'hooks', access, ...(path !== undefined && { path: visibleText(path, { maxLength: 96 }) }) },
    isSensitive: isSpace(place, 'secrets'),
  }),
)

/** Setting a network up opens nothing; reading what it protects does, and so does switching it off. */
const describeEncryption = describer<EncryptionAccess>(
  { decrypt: 'decrypt', 'network.create': 'create', 'network.revoke': 'revoke' },
  (access) => ({ sentence: { id: 'encryption', access }, isSensitive: access.some((word) => word !== 'create') }),
)

const describePermissions = describer({ read: 'read' }, (_, { path }) =>
  path === undefined ? { sentence: { id: 'permissions' }, isSensitive: false } : undefined,
)

const describeConnections = describer({ list: 'read', status: 'read' }, (_, { path }) =>
  path === undefined ? { sentence: { id: 'connections' }, isSensitive: false } : undefined,
)

const describeHosting = describer({ host: 'host' }, (_, { path }) =>
  path === undefined ? { sentence: { id: 'hosting' }, isSensitive: false } : undefined,
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

/** By the short name of the service of an encryption network. */
export const networkDescribers: ReadonlyMap<string, Describer> = new Map([['encryption', describeEncryption]])
