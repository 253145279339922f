import type {
  CapabilitySentence,
  DataAccess,
  DatabaseAccess,
  EncryptionAccess,
  HookAccess,
  Store,
} from '../../domain/capability/capabilitySentence.ts'
import type { VisibleText } from '../../domain/sanitizeForDisplay.ts'
import { hostText, type Phrase } from './phrase.ts'

/** A permission that OpenKey has a sentence for. */
export type KnownSentence = Exclude<CapabilitySentence, { readonly id: 'literal' }>

/** English sentence, without a full stop, that continues “This app may …”. */
export function describeSentence(sentence: KnownSentence): Phrase {
  switch (sentence.id) {
    case 'data':
      return [list(sentence.access, dataVerbs), ...part('everything stored here', 'what is stored', sentence.path)]
    case 'everything':
      return [`Read, change, delete and manage all ${join(sentence.stores.map((store) => storeNouns[store]))}`]
    case 'secrets':
      return [list(sentence.access, dataVerbs), ...part('all secrets', 'secrets', sentence.path)]
    case 'secretCatalogue':
      return [list(sentence.access, databaseVerbs), ' the list of your secrets']
    case 'account':
      return [
        sentence.access.includes('write') ? 'Update your list of apps and spaces' : 'See your list of apps and spaces',
      ]
    case 'database':
      return [list(sentence.access, databaseVerbs), ...databaseNoun(sentence)]
    case 'hooks':
      return hookPhrase(sentence.access, sentence.path === undefined ? [] : under(sentence.path))
    case 'permissions':
      return ['See its own permissions']
    case 'connections':
      return ['See who else has access']
    case 'permissionsAndConnections':
      return ['See who has access, including itself']
    case 'encryption':
      return [capitalize(join(sentence.access.map((word) => encryptionPhrases[word])))]
    case 'hosting':
      return ['Let a TinyCloud server store this whole space']
  }
}

const dataVerbs: Readonly<Record<DataAccess, string>> = {
  browse: 'list the names of',
  read: 'read',
  write: 'change',
  delete: 'delete',
}

const databaseVerbs: Readonly<Record<DatabaseAccess, string>> = {
  read: 'read',
  write: 'change',
  schema: 'restructure',
  import: 'import into',
  export: 'export',
  execute: 'run commands on',
  admin: 'administer',
}

const storeNouns: Readonly<Record<Store, string>> = {
  data: 'data',
  sql: 'databases',
  duckdb: 'analytics databases',
}

const encryptionPhrases: Readonly<Record<EncryptionAccess, string>> = {
  decrypt: 'decrypt your data',
  create: 'set up encryption',
  revoke: 'turn off encryption',
}

function hookPhrase(access: readonly HookAccess[], where: Phrase): Phrase {
  if (!access.includes('manage')) return ['Follow all changes', ...where]
  if (!access.includes('subscribe')) return ['Choose who is notified of changes', ...where]
  return ['Follow all changes', ...where, ', choose who is notified']
}

type Database = Extract<CapabilitySentence, { readonly id: 'database' }>

function databaseNoun({ engine, name }: Pick<Database, 'engine' | 'name'>): Phrase {
  const kind = engine === 'sql' ? 'database' : 'analytics database'
  return name === undefined ? [` every ${kind} here`] : [` the ${kind} `, hostText(name)]
}

function part(all: string, some: string, path: VisibleText | undefined): Phrase {
  return path === undefined ? [` ${all}`] : [` ${some}`, ...under(path)]
}

function under(path: VisibleText): Phrase {
  return [' under ', hostText(path)]
}

function list<Word extends string>(words: readonly Word[], verbs: Readonly<Record<Word, string>>): string {
  return capitalize(join(words.map((word) => verbs[word])))
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function join(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
