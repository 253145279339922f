import { parseSiweMessage, type SiweMessage } from '@openkey/protocol/siwe'

/** The message as SIWE; `undefined` for any other text. */
export function readSiwe(message: string): SiweMessage | undefined {
  try {
    return parseSiweMessage(message)
  } catch {
    return undefined
  }
}
