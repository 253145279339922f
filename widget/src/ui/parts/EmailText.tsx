import { breakable } from './breakable.tsx'

/** Shows an email address, which breaks after `@` before it breaks elsewhere. */
export function EmailText({ email }: { readonly email: string }) {
  return (
    <bdi class="email" dir="ltr">
      {email.split(/(?<=@)/).map((half) => (
        <span>{breakable(half)}</span>
      ))}
    </bdi>
  )
}
