import type { MemoryCase } from '../../shared/testing/heldMemory.ts'
import { verifyProof } from '../dpop/dpopProofOfPossession.ts'
import { maxBodyBytes, parseBody } from '../http/readBody.ts'
import { authenticationBody, registrationBody } from '../passkeys/responseSchemas.ts'
import { costlyBodies } from './costlyBodies.ts'
import { createDpopKey } from './dpopKey.ts'

const proof = createDpopKey().prove({ method: 'POST', path: '/api/keys', nonce: 'n'.repeat(2_000) })

/** Everything that the endpoint reads of a request before it knows its sender. */
export const memoryCases: readonly MemoryCase[] = [
  ...Object.entries({ authenticationBody, registrationBody }).flatMap(([schema, body]) =>
    costlyBodies.map(([name, text]) => ({
      ...{ name: `${schema}: ${name}`, text, maxLength: maxBodyBytes, read: (json: string) => parseBody(json, body) },
    })),
  ),
  { name: 'verifyProof', text: proof, maxLength: 4_096, read: verifyProof },
]
