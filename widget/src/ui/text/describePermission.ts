import type { CapabilitySentence, DelegationAccess } from '../../domain/capability/capabilitySentence.ts'
import type { GrantTarget } from '../../domain/capability/grantTarget.ts'
import { shortAddress } from '../../domain/review/review.ts'
import { placeText, capabilityText as text } from './en/capabilityText.ts'
import { formatList } from './format.ts'
import { fillSlots, hostText, identifier, type Phrase, type SlotOf } from './phrase.ts'

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
      return fillPhrase(text.everything, { stores: list(sentence.stores, text.stores) })
    case 'secretCatalogue':
      return fillPhrase(text.secretCatalogue, { actions: list(sentence.access, text.databaseActions) })
    case 'account':
      return [text.account[sentence.access.includes('write') ? 'write' : 'read']]
    case 'database':
      return databasePhrase(sentence)
    case 'hooks':
      return hookPhrase(sentence)
    case 'encryption':
      return [list(sentence.access, text.encryptionActions)]
    case 'connections':
      return [text.connections[whichAccess(sentence.access)]]
    case 'delegation':
      return fillPhrase(text.delegation[whichAccess(sentence.access)], { cid: hostText(sentence.cid) })
    case 'permissions':
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
  if (path === undefined) return fillPhrase(isNamesOnly ? names : all, { actions })
  return fillPhrase(isNamesOnly ? namesUnder : under, { actions, path: hostText(path) })
}

function databasePhrase({ engine, access, name }: Extract<KnownSentence, { readonly id: 'database' }>): Phrase {
  const actions = list(access, text.databaseActions)
  if (name === undefined) return fillPhrase(text[engine].all, { actions })
  return fillPhrase(text[engine].named, { actions, name: hostText(name) })
}

function hookPhrase({ access, path }: Extract<KnownSentence, { readonly id: 'hooks' }>): Phrase {
  const which = access.length > 1 ? 'both' : access.includes('manage') ? 'manage' : 'subscribe'
  return path === undefined ? [text.hooks[which]] : fillPhrase(text.hooksUnder[which], { path: hostText(path) })
}

function whichAccess(access: readonly DelegationAccess[]): DelegationAccess | 'both' {
  return access.length > 1 ? 'both' : (access[0] ?? 'read')
}

function fillPhrase<Template extends string>(
  template: Template,
  values: Readonly<Record<SlotOf<Template>, Phrase[number]>>,
): Phrase {
  return fillSlots<Template, Phrase[number]>(template, values)
}

function list<Word extends string>(words: readonly Word[], names: Readonly<Record<Word, string>>): string {
  return formatList(words.map((word) => names[word]))
}

/** Returns the heading above the permissions that apply to one place. */
export function describePlace(target: GrantTarget): Phrase {
  if (target.kind === 'unknown') return [placeText.elsewhere]
  if (target.kind === 'delegation') return [placeText.delegation]
  const { kind, owner } = target
  const name = hostText(target.name)
  if (owner !== undefined) {
    return fillPhrase(placeText.foreign[kind], {
      name,
      address: identifier(shortAddress(owner.address)),
      chainId: `${owner.chainId}`,
    })
  }
  const known = new Map<string, string>(Object.entries(placeText.known)).get(`${kind} ${target.name}`)
  return known === undefined ? fillPhrase(placeText.own[kind], { name }) : [known]
}
