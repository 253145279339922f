import type { CapabilitySentence } from '../../domain/capability/capabilitySentence.ts'
import { capabilityText as text } from './en/capabilityText.ts'
import { formatList } from './format.ts'
import { hostText, type Phrase } from './phrase.ts'
import { fillSlots } from './slots.ts'

/** A permission that OpenKey has a sentence for. */
export type KnownSentence = Exclude<CapabilitySentence, { readonly id: 'literal' }>

/** Returns the words of a permission. They continue “This app may …”. */
export function describeSentence(sentence: KnownSentence): Phrase {
  const [first, ...rest] = wordsOf(sentence)
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : [first ?? '', ...rest]
}

function wordsOf(sentence: KnownSentence): Phrase {
  switch (sentence.id) {
    case 'data':
    case 'secrets':
      return dataPhrase(sentence)
    case 'everything':
      return [text.everything(list(sentence.stores, text.stores))]
    case 'secretCatalogue':
      return [text.secretCatalogue(list(sentence.access, text.databaseActions))]
    case 'account':
      return [text.account[sentence.access.includes('write') ? 'write' : 'read']]
    case 'database':
      return databasePhrase(sentence)
    case 'hooks':
      return hookPhrase(sentence)
    case 'encryption':
      return [list(sentence.access, text.encryptionActions)]
    case 'permissions':
    case 'connections':
    case 'permissionsAndConnections':
    case 'hosting':
      return [text[sentence.id]]
  }
}

/** Entries and secrets. Listing them reveals names only, which is worth a sentence of its own. */
function dataPhrase({ id, access, path }: Extract<KnownSentence, { readonly id: 'data' | 'secrets' }>): Phrase {
  const { all, under, names, namesUnder } = text[id]
  const isNamesOnly = access.every((word) => word === 'browse')
  const actions = list(access, text.dataActions)
  if (path === undefined) return [isNamesOnly ? names : all(actions)]
  return fillSlots(isNamesOnly ? namesUnder : under(actions), { path: hostText(path) })
}

function databasePhrase({ engine, access, name }: Extract<KnownSentence, { readonly id: 'database' }>): Phrase {
  const actions = list(access, text.databaseActions)
  if (name === undefined) return [text[engine].all(actions)]
  return fillSlots(text[engine].named(actions), { name: hostText(name) })
}

function hookPhrase({ access, path }: Extract<KnownSentence, { readonly id: 'hooks' }>): Phrase {
  const which = access.length > 1 ? 'both' : access.includes('manage') ? 'manage' : 'subscribe'
  return path === undefined ? [text.hooks[which]] : fillSlots(text.hooksUnder[which], { path: hostText(path) })
}

function list<Word extends string>(words: readonly Word[], names: Readonly<Record<Word, string>>): string {
  return formatList(words.map((word) => names[word]))
}
