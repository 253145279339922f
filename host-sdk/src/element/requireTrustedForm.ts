import { OpenKeyError } from '@openkey/protocol'
import { requireTrusted } from './trustedOrigins.ts'

/**
 * Rejects a form that would send signed data to another origin, or in a URL, which browsers store and send as a
 * referrer (S20). A submit button can override the form's action and method.
 * @throws {OpenKeyError} `invalid_params` naming `action`, `formaction`, `method` or `formmethod`
 */
export function requireTrustedForm(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  trusted: readonly string[],
): void {
  // A field named `action` shadows the property of its form, but not the accessor on the prototype.
  const effective = (name: 'action' | 'method', override: 'formAction' | 'formMethod') =>
    submitter?.hasAttribute(override)
      ? { field: override.toLowerCase(), value: String(Reflect.get(submitter, override)) }
      : { field: name, value: String(Reflect.get(HTMLFormElement.prototype, name, form)) }
  const action = effective('action', 'formAction')
  requireTrusted(action.field, action.value, trusted)
  const { field, value: received } = effective('method', 'formMethod')
  if (received === 'post') return
  throw new OpenKeyError('invalid_params', `${field} must be post, not ${received}: URLs must not carry signatures.`, {
    details: { field, expected: 'post', received },
  })
}
