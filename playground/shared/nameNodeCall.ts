import { decodeAuthorization, parseUcan } from '@openkey/protocol/session'
import { decodeRecap, listCapabilities, parseResource, parseSpaceId } from '@openkey/protocol/siwe'

export type RawCall = {
  readonly method: string
  readonly path: string
  readonly authorization: string
  readonly body: string
}

export type NamedCall = {
  /** For example `peer default`, `host default`, `activate default`, `kv spaces/default`, `kv get a`, `sql execute account`. */
  readonly name: string
  /** Address of the account, if the call contains it. */
  readonly address: string | undefined
}

/** Identifies a call of the bootstrap by its content. */
export function nameNodeCall({ method, path, authorization, body }: RawCall): NamedCall {
  const address = /0x[0-9a-fA-F]{40}/.exec(decodeURIComponent(path))?.[0]
  if (path.startsWith('/peer/generate/')) {
    const { name } = parseSpaceId(decodeURIComponent(path.slice('/peer/generate/'.length)))
    return { name: `peer ${name}`, address }
  }
  if (path === '/info') return { name: 'info', address }
  if (path.startsWith('/encryption/networks/')) return { name: 'network read', address }
  if (path === '/delegate') return nameDelegation(authorization)
  if (path === '/encryption/networks') return { name: 'network create', address: addressIn(authorization) }
  return path === '/invoke' ? nameInvocation(authorization, body) : { name: `${method} ${path}`, address }
}

function nameDelegation(authorization: string): NamedCall {
  const decoded = decodeAuthorization(authorization)
  if (decoded.type !== 'cacao') return { name: 'delegate', address: undefined }
  const { address, resources = [] } = decoded.cacao.payload
  const capabilities = listCapabilities(decodeRecap(resources.at(-1) ?? ''))
  const spaces = [...new Set(capabilities.flatMap(({ space }) => (space === undefined ? [] : [space.name])))]
  const isHosting = capabilities.some(({ ability }) => ability === 'tinycloud.space/host')
  const own = spaces.find((name) => name !== 'account') ?? 'account'
  return { name: `${isHosting ? 'host' : 'activate'} ${own}`, address }
}

function nameInvocation(authorization: string, body: string): NamedCall {
  const [[resource, abilities] = ['', {}]] = Object.entries(parseUcan(authorization).payload.att)
  const { space, service, path = '' } = parseResource(resource) ?? {}
  const address = space?.address
  if (service !== 'sql') {
    const verb = 'tinycloud.kv/get' in abilities ? ' get' : ''
    return { name: `${service}${verb} ${path.replace(/tinycloud:.*:/, '')}`, address }
  }
  const { action, sql = '', statements } = JSON.parse(body) as SqlBody
  const [, ofLease] = /^(INSERT|UPDATE|DELETE|DROP) .*bootstrap_lease/.exec(sql) ?? []
  if (ofLease !== undefined) return { name: `lease ${ofLease.toLowerCase()}`, address }
  const table = /INTO (\w+)/.exec(statements?.[0]?.sql ?? '')?.[1]
  return { name: ['sql', action, path, table].filter((part) => part !== undefined).join(' '), address }
}

type SqlBody = { readonly action: string; readonly sql?: string; readonly statements?: readonly { sql: string }[] }

function addressIn(authorization: string): string | undefined {
  const [resource = ''] = Object.keys(parseUcan(authorization).payload.att)
  return /0x[0-9a-fA-F]{40}/.exec(resource)?.[0]
}
