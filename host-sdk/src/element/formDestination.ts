import { OpenKeyError } from '@openkey/protocol'
import { requireTrusted } from './trustedOrigins.ts'

/**
 * Refuses a form that would carry what was signed to another origin, or in a URL, which browsers keep and send as a
 * referrer (S20). A submit button may override where and how its form is sent.
 * @throws {OpenKeyError} `invalid_params` naming `action`, `formaction`, `method` or `formmethod`
 */
export function requireTrustedForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  trusted: readonly string[],
): void {
  // A field named `action` takes the place of the property on its form, but not of the one on the prototype.
  const effective = (name: 'action' | 'method', override: 'formAction' | 'formMethod') =>
    submitter?.hasAttribute(override)
      ? { field: override.toLowerCase(), value: String(Reflect.get(submitter, override)) }
      : { field: name, value: String(Reflect.get(HTMLFormElement.prototype, name, form)) }
  const action = effective('action', 'formAction')
  requireTrusted(action.field, action.value, trusted)
  const { field, value: received } = effective('method', 'formMethod')
  if (received === 'post') return
  throw new OpenKeyError('invalid_params', `${field} must be post, not ${received}: a signature belongs in no URL.`, {
    details: { field, expected: 'post', received },
  })
}
