import type { Letter } from './mail.ts'

/**
 * Creates the e-mail with a sign-in code. It names the one host where the user may enter the code: a look-alike page
 * can ask for a code, but cannot change the e-mail.
 */
export function codeMail({
  to,
  code,
  host,
}: {
  readonly to: string
  readonly code: string
  readonly host: string
}): Letter {
  return {
    to,
    subject: `${code} is your OpenKey code`,
    text: [
      `${code} is your code to sign in to OpenKey. It expires in five minutes.`,
      `Enter it only while the address bar of your browser shows ${host}. On any other page, it would open your account to that page. Do not share it with anyone.`,
    ].join('\n'),
  }
}
