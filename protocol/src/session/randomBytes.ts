import { randomBytes } from '@noble/hashes/utils.js'

/** A source of `length` unpredictable bytes. A parameter everywhere, so that vectors can be reproduced. */
export type RandomBytes = (length: number) => Uint8Array

/** The platform's cryptographic generator. */
export const platformRandomBytes: RandomBytes = (length) => randomBytes(length)
