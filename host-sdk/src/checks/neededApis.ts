import { OpenKeyError } from '@openkey/protocol'

/** APIs that the SDK requires. The README lists the browsers that have them. */
export const neededApis = [
  // These two set the oldest Firefox (101) and Safari (16.4). A strict policy allows no other styles.
  'CSSStyleSheet.prototype.replaceSync',
  'document.adoptedStyleSheets',
  'HTMLDialogElement',
  'crypto.randomUUID',
  'Object.hasOwn',
]

/** @param field the missing API */
export function browserTooOld(field: string): OpenKeyError {
  return new OpenKeyError('presentation_unavailable', `This browser is too old: it lacks ${field}.`, {
    details: { field },
  })
}
