import type { Letter } from './mail.ts'

/**
 * The letter with a sign-in code. It names the one host where the code may be typed, since a look-alike page can ask
 * for a code but not change what its letter says.
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
      `${code} is your code to sign in to OpenKey. It works for five minutes.`,
      `Type it only while the address bar of your browser shows ${host}. On any other page it would open your account to that page. Tell it to nobody.`,
    ].join('\n'),
  }
}
