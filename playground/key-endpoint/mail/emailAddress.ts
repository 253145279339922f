import { domainToASCII } from 'node:url'
import * as z from 'zod'

const maxCharacters = 254
const maxLocalCharacters = 64

/** `Dot-string` of RFC 5321, 4.1.2: every character that a local part may have without quotes. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/

/** Letters, marks and digits of any script, joiners, hyphens, and the full stops that IDNA reads as dots. */
const domainCharacters = /^(?:[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]|\p{Join_Control})+$/u
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * The one spelling of an email address, under which its account is found and its mail is sent; `undefined` for a text
 * that is no address with an unquoted local part at a domain of two labels or more.
 *
 * Only what names the same mailbox anyway is made one: the case of ASCII letters, and the two spellings of an
 * internationalised domain (UTS 46, non-transitional, so that `straße` and `strasse` stay two). Dots, `+` and what
 * follows it belong to the name: only the host of a mailbox knows whether they matter. Letters beyond ASCII in the local
 * part (RFC 6531) are refused: they would need a rule for what looks or folds alike, and few servers take them.
 */
export function readEmailAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@')
  const local = lowerCase(text.slice(0, Math.max(0, at)))
  const domain = readDomain(text.slice(at + 1))
  if (domain === undefined || local.length > maxLocalCharacters || !localPart.test(local)) return undefined
  const address = `${local}@${domain}`
  return address.length <= maxCharacters ? address : undefined
}

/** An email address in a request, in its one spelling. */
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
  // A host without a dot is a machine of the mail server's own network, and one that ends in digits an IP address.
  const isPublic = labels.length > 1 && /[a-z]/.test(labels.at(-1) ?? '')
  return isPublic && labels.every((one) => label.test(one)) ? domain : undefined
}

/** `toLowerCase` would also make an ASCII letter of others, for example of the Kelvin sign. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
