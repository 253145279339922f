import { OpenKeyError } from '@openkey/protocol'

/** Without these the SDK cannot work. The README names the browsers that have them, and what the widget needs. */
export const neededApis = [
  // These two set the oldest Firefox (101) and Safari (16.4). A strict policy allows no other styles.
  'CSSStyleSheet.prototype.replaceSync',
  'document.adoptedStyleSheets',
  'HTMLDialogElement',
  'crypto.randomUUID',
  'Object.hasOwn',
]

/** Says what an update of the browser brings. */
export function browserTooOld(field: string): OpenKeyError {
  return new OpenKeyError('presentation_unavailable', `This browser is too old: it has no ${field}.`, {
    details: { field },
  })
}
