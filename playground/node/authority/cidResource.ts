import { isCid } from '@openkey/protocol/session'

const prefix = 'urn:cid:'

/** How a delegation is named where a resource is wanted. */
export function cidResource(cid: string): string {
  return prefix + cid
}

/** @returns the CID that a resource names, or `undefined` */
export function readCidResource(resource: string): string | undefined {
  const cid = resource.slice(prefix.length)
  return resource.startsWith(prefix) && isCid(cid) ? cid : undefined
}
