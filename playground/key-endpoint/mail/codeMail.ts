import type { Email } from './mail.ts'

/**
 * Creates the email with a sign-in code. It names the only host where the user may enter the code: a look-alike page
 * can request a code, but cannot change the email.
 */
export function codeMail({
  to,
  code,
  host,
}: {
  readonly to: string
  readonly code: string
  readonly host: string
}): Email {
  return {
    to,
    subject: `${code} is your OpenKey code`,
    text: [
      `${code} is your OpenKey sign-in code. It expires in five minutes.`,
      `Enter it only if the address bar of your browser shows ${host}. On any other page, it would give that page access to your account. Don’t share it with anyone.`,
      'If you didn’t request this code, you can ignore this email.',
    ].join('\n'),
  }
}
