import { createSessionKey, decodeBase64url, type SessionKey, sessionKeyFromJwk } from '@openkey/protocol/session'
import * as z from 'zod/mini'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { DelegateToSession } from './createDelegator.ts'
import { type PortableDelegation, portableDelegationSchema } from './portableDelegation.ts'

export type ShareOptions = {
  /** Prefix of keys, or name of a database. `''` shares the whole service. */
  readonly path: string
  /** Fully qualified. @default ['tinycloud.kv/get'] */
  readonly abilities?: readonly string[] | undefined
  /** Lifetime in milliseconds, at most the rest of the session. @default the rest of the session */
  readonly expiresInMs?: number | undefined
  /** Page that opens the link. @default no page: the link is only its fragment */
  readonly url?: string | undefined
}

export type Share = {
  /** Whoever has the link has the access. Its secret is in the fragment, which browsers send to no server. */
  readonly link: string
  /** The delegation in the link: pass it to `revokeDelegation`. */
  readonly delegation: PortableDelegation
}

const opening = '#tinycloud-share='
const contentSchema = z.object({ version: z.literal('1'), delegation: portableDelegationSchema, key: z.unknown() })

/**
 * Delegates to a new key, which the link contains, and forbids to delegate further.
 * @throws {TinyCloudError} errors of `createSessionDelegation`
 */
export async function createShare(
  { path, abilities = ['tinycloud.kv/get'], expiresInMs, url = '' }: ShareOptions,
  createSessionDelegation: (options: DelegateToSession) => Promise<PortableDelegation>,
): Promise<Share> {
  const { did, jwk } = createSessionKey()
  const delegation = await createSessionDelegation({
    sessionDID: did,
    ...{ path, abilities, disableSubDelegation: true },
    ...(expiresInMs !== undefined && { expiresInMs }),
  })
  const bytes = new TextEncoder().encode(JSON.stringify({ version: '1', delegation, key: jwk }))
  const base64 = btoa(String.fromCharCode(...bytes))
  const content = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return { link: `${url.split('#')[0]}${opening}${content}`, delegation }
}

/**
 * Reads a link. Whether the delegation is genuine and valid is checked when it is opened.
 * @throws {TinyCloudError} `delegation_invalid`
 */
export function readShareLink(link: string): { readonly delegation: unknown; readonly sessionKey: SessionKey } {
  try {
    const [, content = ''] = link.split(opening)
    if (content.length === 0 || content.length > maxLinkLength) throw new Error('No link of this kind.')
    const bytes = decodeBase64url(content)
    if (bytes === undefined) throw new Error('The fragment is not base64url.')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const { delegation, key } = contentSchema.parse(JSON.parse(text))
    return { delegation, sessionKey: sessionKeyFromJwk(key) }
  } catch (cause) {
    throw new TinyCloudError('delegation_invalid', 'The share link is incomplete or was changed.', { cause })
  }
}

/** A link has about 3,000 characters. */
const maxLinkLength = 32_768
