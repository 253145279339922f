import type { Letter } from './mail.ts'

/** The letter with a sign-in code. */
export function codeMail({ to, code }: { readonly to: string; readonly code: string }): Letter {
  return {
    to,
    subject: `${code} is your OpenKey code`,
    text: `${code} is your code to sign in to OpenKey.\nIt works for five minutes. Type it only into OpenKey, and tell it to nobody.`,
  }
}
