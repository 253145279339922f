import type {
  CapabilitySentence,
  DataAccess,
  DatabaseAccess,
  EncryptionAccess,
  HookAccess,
} from '../../domain/capability/capabilitySentence.ts'
import type { Place } from '../../domain/capability/place.ts'
import { shortAddress } from '../../domain/shortAddress.ts'

/** English heading of the place a group of sentences is about. */
export function describePlace(place: Place): string {
  if (place.kind === 'elsewhere') return 'Something OpenKey does not know'
  const what = place.kind === 'network' ? `encryption “${place.name}”` : `space “${place.name}”`
  if (place.owner !== undefined) {
    const { address, chainId } = place.owner
    return `Another account’s ${what} (${shortAddress(address)} on chain ${chainId})`
  }
  if (place.kind === 'network') return place.name === 'default' ? 'Your encryption' : `Your ${what}`
  return ownSpaces.get(place.name) ?? `Your ${what}`
}

const ownSpaces: ReadonlyMap<string, string> = new Map([
  ['default', 'Your data'],
  ['applications', 'Data of your apps'],
  ['account', 'Your account'],
  ['secrets', 'Your secrets'],
  ['public', 'Your public data, open to everyone'],
])

/** English sentence, without a full stop, that continues “This app may …”. */
export function describeSentence(sentence: CapabilitySentence): string {
  switch (sentence.id) {
    case 'data':
      return `${list(sentence.access, dataVerbs)} ${part('everything stored here', 'what is stored', sentence.path)}`
    case 'secrets':
      return `${list(sentence.access, dataVerbs)} ${part('all your stored secrets', 'your secrets', sentence.path)}`
    case 'secretCatalogue':
      return `${list(sentence.access, databaseVerbs)} the list of your secrets`
    case 'account':
      return sentence.access.includes('write')
        ? 'Keep the register of your apps and spaces up to date'
        : 'See which apps and spaces you have'
    case 'database':
      return `${list(sentence.access, databaseVerbs)} ${databaseNoun(sentence)}`
    case 'hooks':
      return hookPhrase(sentence.access, sentence.path === undefined ? 'here' : `under “${sentence.path}”`)
    case 'permissions':
      return 'See what it has been allowed to do'
    case 'connections':
      return 'See who else you have given access to'
    case 'encryption':
      return capitalize(join(sentence.access.map((word) => encryptionPhrases[word])))
    case 'hosting':
      return 'Let this TinyCloud server keep the space for you'
    case 'literal':
      return `Do ${join(sentence.abilities.map(quote))} on ${quote(sentence.resource)}${conditions(sentence.caveats)}`
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

const encryptionPhrases: Readonly<Record<EncryptionAccess, string>> = {
  decrypt: 'decrypt your protected data',
  create: 'set encryption up',
  revoke: 'switch encryption off',
}

function hookPhrase(access: readonly HookAccess[], where: string): string {
  if (!access.includes('manage')) return `Be told of every change ${where}`
  if (!access.includes('subscribe')) return `Choose which services are told of changes ${where}`
  return `Be told of every change ${where}, and choose which services are told`
}

function databaseNoun({
  engine,
  name,
}: {
  readonly engine: 'sql' | 'duckdb'
  readonly name?: string | undefined
}): string {
  const kind = engine === 'sql' ? 'database' : 'analytics database'
  return name === undefined ? `every ${kind} here` : `the ${kind} “${name}”`
}

function part(all: string, some: string, path: string | undefined): string {
  return path === undefined ? all : `${some} under “${path}”`
}

function conditions(caveats: readonly string[]): string {
  if (caveats.length === 0) return ''
  return `, ${caveats.length === 1 ? 'on this condition' : 'on one of these conditions'}: ${caveats.join(' or ')}`
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

function quote(text: string): string {
  return `“${text}”`
}
