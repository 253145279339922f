import type { Hono } from 'hono'
import { defaultPrograms } from '../device/programs.ts'
import { createProgramTokens, type ProgramTokens } from '../device/programTokens.ts'
import { createDpopProofOfPossession, type DpopProofOfPossession } from '../dpop/dpopProofOfPossession.ts'
import { createNonces } from '../dpop/nonces.ts'
import type { KeyEndpointOptions } from '../keyEndpointOptions.ts'
import type { Services } from '../openServices.ts'
import { deriveSecrets } from '../sealing/secrets.ts'
import { bearerAuth, type ProofOfPossession } from './proofOfPossession.ts'
import { createReadCaller, type ReadCaller } from './readCaller.ts'
import { sessionRoutes } from './sessionRoutes.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createSessionTokens, type SessionTokens } from './sessionToken.ts'

export type SessionFeature = {
  readonly routes: readonly Hono[]
  readonly sessions: Sessions
  readonly readCaller: ReadCaller
  readonly tokens: SessionTokens
  /** Tokens of the programs that users have connected. */
  readonly programTokens: ProgramTokens
  readonly proofOfPossession: ProofOfPossession
  /** Proofs of programs. Their tokens are always bound to a key. */
  readonly programProof: DpopProofOfPossession
  /** Returns the nonce for the next proof, if proofs of possession are required. */
  readonly proofNonce: (() => string) | undefined
}

/** Recognises callers by their session, and lets users list and end their sessions. */
export function createSessionFeature({
  services,
  options,
}: {
  readonly services: Services
  readonly options: Pick<KeyEndpointOptions, 'dpop' | 'publicUrl' | 'programs'>
}): SessionFeature {
  const { secrets, replayGuard, database, budgets, clock } = services
  const tokens = createSessionTokens({ secrets: deriveSecrets(secrets, 'openkey/auth/v1') })
  const nonces = createNonces({ secrets: deriveSecrets(secrets, 'openkey/dpop-nonce/v1'), clock })
  const isProofRequired = options.dpop === 'required'
  const programProof = createDpopProofOfPossession({ nonces, replayGuard, publicUrl: options.publicUrl })
  const proofOfPossession = isProofRequired ? programProof : bearerAuth
  const readCaller = createReadCaller({ tokens, proofOfPossession })
  const sessions = createSessions({ database, readCaller, budgets, clock })
  const programTokens = createProgramTokens({ database, clock })
  const { programs = defaultPrograms } = options
  return {
    routes: [sessionRoutes({ database, sessions, programTokens, programs, clock })],
    programTokens,
    sessions,
    readCaller,
    tokens,
    proofOfPossession,
    programProof,
    proofNonce: isProofRequired ? nonces.current : undefined,
  }
}
