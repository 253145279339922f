import * as z from 'zod'
import type { MemoryCase } from '../../shared/testing/heldMemory.ts'
import { readCredential } from '../authority/credential.ts'
import { authenticateInvocation } from '../authority/invocation/authenticateInvocation.ts'
import { readRevocation } from '../authority/revocation/readRevocation.ts'
import { readJson } from '../http/readBody.ts'
import { maxAuthorizationLength, maxNetworkBodyBytes, maxSqlTextBytes } from '../limits.ts'
import { parseMultipart } from '../services/kv/parseMultipart.ts'
import { readSqlRequest } from '../services/sql/readSqlRequest.ts'
import { costlySqlBodies } from './costlySqlBodies.ts'
import { costlyTokens } from './costlyTokens.ts'
import { sessionKey } from './independentClient.ts'

const nodeId = sessionKey(new Uint8Array(32).fill(1)).did
const options = { nowMs: 1_767_312_000_000, maxLifetimeMs: 300_000, nodeId }
const headersOf = (authorization: string) => new Headers({ authorization })

const tokenReaders = {
  authenticateInvocation: (text: string) => authenticateInvocation(headersOf(text), options),
  // What `verifyDelegation` holds while it waits for the closure.
  readCredential: (text: string) => readCredential(headersOf(text)),
  readRevocation: (text: string) => readRevocation(headersOf(text), options),
}

const multipartBytes = 1_048_576
const parts = ['a'.repeat(100), ''].map((value) => {
  const part = `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${value}\r\n`
  return `${part.repeat(Math.floor(multipartBytes / part.length) - 1)}--b--`
})

/** Everything that the node reads of a request before it knows the rights of its sender. */
export const memoryCases: readonly MemoryCase[] = [
  ...Object.entries(tokenReaders).flatMap(([name, read]) =>
    costlyTokens.map((token) => ({
      ...{ name: `${name}: ${token.name}`, text: token.text, maxLength: maxAuthorizationLength, read },
    })),
  ),
  ...costlySqlBodies.map(({ name, text }) => ({
    ...{ name: `readSqlRequest: ${name}`, text, maxLength: maxSqlTextBytes },
    read: (body: string) => readSqlRequest(Buffer.from(body)),
  })),
  ...['[', '[1,', '{},', '"a":'].map((part) => ({
    ...{ name: `readJson: ${part}`, maxLength: maxNetworkBodyBytes },
    text: part.repeat(maxNetworkBodyBytes / part.length),
    read: (body: string) => readJson(Buffer.from(body), z.strictObject({})),
  })),
  ...parts.map((text) => ({
    ...{ name: `parseMultipart: parts of ${text.length}`, text, maxLength: multipartBytes },
    read: (body: string) => parseMultipart('multipart/form-data; boundary=b', Buffer.from(body), { maxParts: 256 }),
  })),
]
