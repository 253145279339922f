import type {
  DataAccess,
  DatabaseAccess,
  EncryptionAccess,
  StorageService,
} from '../../../domain/capability/capabilitySentence.ts'
import { translatable } from '../translate.ts'

const dataActions: Readonly<Record<DataAccess, string>> = {
  browse: 'list',
  read: 'read',
  write: 'change',
  delete: 'delete',
}

const databaseActions: Readonly<Record<DatabaseAccess, string>> = {
  read: 'read',
  write: 'change',
  schema: 'restructure',
  import: 'import into',
  export: 'export',
  execute: 'run commands on',
  admin: 'administer',
}

const encryptionActions: Readonly<Record<EncryptionAccess, string>> = {
  decrypt: 'decrypt your data',
  create: 'set up encryption',
  revoke: 'turn off encryption',
}

const stores: Readonly<Record<StorageService, string>> = {
  data: 'data',
  sql: 'databases',
  duckdb: 'analytics databases',
}

/**
 * One sentence for each permission, without a full stop. Each continues “This app may …”. `{actions}` is
 * a list, such as “read, change and delete”; `{path}` and `{name}` are the app's own text.
 */
export const capabilityText = translatable('capability', {
  dataActions,
  databaseActions,
  encryptionActions,
  stores,
  data: {
    all: '{actions} everything stored here',
    under: '{actions} what is stored under {path}',
    names: 'See the names, but not the contents, of everything stored here',
    namesUnder: 'See the names, but not the contents, of what is stored under {path}',
  },
  everything: 'Read, change, delete and manage all {stores}',
  secrets: {
    all: '{actions} all secrets',
    under: '{actions} secrets under {path}',
    names: 'See the names, but not the values, of all secrets',
    namesUnder: 'See the names, but not the values, of secrets under {path}',
  },
  secretCatalogue: '{actions} the list of your secrets',
  account: { read: 'See your list of apps and spaces', write: 'Update your list of apps and spaces' },
  sql: {
    all: '{actions} every database here',
    named: '{actions} the database {name}',
  },
  duckdb: {
    all: '{actions} every analytics database here',
    named: '{actions} the analytics database {name}',
  },
  hooks: {
    subscribe: 'Follow all changes',
    manage: 'Choose who can follow changes',
    both: 'Follow all changes and choose who else can',
  },
  hooksUnder: {
    subscribe: 'Follow all changes under {path}',
    manage: 'Choose who can follow changes under {path}',
    both: 'Follow all changes under {path} and choose who else can',
  },
  permissions: 'See its own permissions',
  connections: {
    read: 'See who else has access',
    revoke: 'Take away access from others',
    both: 'See who else has access, and take it away',
  },
  delegation: {
    read: 'See whether this delegation is active: {cid}',
    revoke: 'Revoke this delegation: {cid}',
    both: 'See whether this delegation is active, and revoke it: {cid}',
  },
  permissionsAndConnections: 'See its own and others’ access',
  hosting: 'Let a TinyCloud server store this whole space',
})

/** Headings above the permissions that apply to one place. `{name}` is the app's own text. */
export const placeText = translatable('place', {
  own: {
    space: 'Your space {name}',
    network: 'Your encryption network {name}',
    orbit: 'Your older TinyCloud storage {name}',
  },
  foreign: {
    space: 'The space {name} of another account, {address} on chain {chainId}',
    network: 'The encryption network {name} of another account, {address} on chain {chainId}',
    orbit: 'The older TinyCloud storage {name} of another account, {address} on chain {chainId}',
  },
  known: {
    'space default': 'Your data',
    'space applications': 'Your apps’ data',
    'space account': 'Your account',
    'space secrets': 'Your secrets',
    'space public': 'Your public data, open to everyone',
    'network default': 'Your encryption',
  },
  delegation: 'One delegation',
  elsewhere: 'Unrecognised resource',
})
