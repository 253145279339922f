import { toChecksumAddress } from './address.ts'

/**
 * Spells the address in the id of a space or network, or in a resource of one, as EIP-55 requires, whatever the case of
 * its letters. Returns any other text unchanged.
 */
export function canonicalId(text: string): string {
  return text.replace(accountStart, (_, before: string, address: string) => before + toChecksumAddress(address))
}

const accountStart = /^((?:tinycloud|urn:tinycloud:encryption:did):pkh:eip155:[1-9][0-9]*:)(0x[0-9a-fA-F]{40})(?=:)/
