import { randomBytes } from 'node:crypto'

/** 32 random bytes. All but one in 2¹²⁷ are a valid scalar; the vault refuses the rest when it derives the address. */
export function generatePrivateKey(): Buffer {
  return randomBytes(32)
}
