import { domainToASCII } from 'node:url'
import * as z from 'zod'

const maxCharacters = 254
const maxLocalCharacters = 64

/** `Dot-string` of RFC 5321, 4.1.2: every character that a local part may contain without quotes. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

/** Letters, marks and digits of any script, joiners, hyphens, and the full stops that IDNA treats as dots. */
const domainCharacters = /^(?:[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]|\p{Join_Control})+$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Normalises an email address. The account is found, and its email sent, under the normalised address.
 *
 * Only spellings that always name the same mailbox become equal: the case of ASCII letters, and the two spellings of an
 * internationalised domain (UTS 46, non-transitional, so that `straße` and `strasse` stay different). Dots, `+` and the
 * text after it are kept, because only the mail server knows whether they matter. Non-ASCII local parts (RFC 6531) are
 * rejected: they would need rules for similar characters, and few servers accept them.
 * @returns `undefined` unless the text is an address with an unquoted local part and a domain of two or more labels
 */
export function readEmailAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@')
  const local = lowerCase(text.slice(0, Math.max(0, at)))
  const domain = readDomain(text.slice(at + 1))
  if (domain === undefined || local.length > maxLocalCharacters || !localPart.test(local)) return undefined
  const address = `${local}@${domain}`
  return address.length <= maxCharacters ? address : undefined
}

/** A request field with an email address, which is normalised. */
export const emailField = z
  .string()
  .max(maxCharacters)
  .transform((text, context) => {
    const address = readEmailAddress(text)
    if (address !== undefined) return address
    context.addIssue({ code: 'custom', message: 'not an email address' })
    return z.NEVER
  })

function readDomain(text: string): string | undefined {
  if (!domainCharacters.test(text)) return undefined
  const domain = domainToASCII(text)
  const labels = domain.split('.')
  // A host without a dot belongs to the mail server's own network; one that ends in digits is an IP address.
  const isPublic = labels.length > 1 && /[a-z]/.test(labels.at(-1) ?? '')
  return isPublic && labels.every((one) => label.test(one)) ? domain : undefined
}

/** Changes ASCII letters only: `toLowerCase` also maps other characters to ASCII, for example the Kelvin sign. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
