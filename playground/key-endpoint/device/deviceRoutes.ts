import { Hono } from 'hono'
import * as z from 'zod'
import type { DpopProofOfPossession } from '../dpop/dpopProofOfPossession.ts'
import { HttpError } from '../http/httpError.ts'
import { readForm } from '../http/readBody.ts'
import { clientNetwork } from '../limits/routeBudgets.ts'
import type { Log } from '../log.ts'
import { type DeviceRequests, pollIntervalSeconds, requestLifetimeMs } from './deviceRequests.ts'
import type { Programs } from './programs.ts'
import { type ProgramTokens, tokenLifetimeMs } from './programTokens.ts'

/** The only scope: to have the messages of the bootstrap signed, and to read which account this is. */
const scope = 'delegate'

const clientId = z.string().min(1).max(64)

const codeForm = z.object({
  client_id: clientId,
  scope: z.literal(scope).optional(),
  /** Name of the device: printable text without direction marks, which could reorder the text around it. */
  device_name: z
    .string()
    .max(64)
    .regex(/^[^\p{C}]*$/u)
    .optional(),
})

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
const tokenForm = z.object({ client_id: clientId, grant_type: z.string(), device_code: z.string().min(1).max(128) })
const revokeForm = z.object({ client_id: clientId, token: z.string().min(1).max(512) })

export type DeviceRoutesOptions = {
  readonly requests: DeviceRequests
  readonly tokens: Pick<ProgramTokens, 'issue' | 'revoke'>
  readonly programs: Programs
  readonly proofOfPossession: DpopProofOfPossession
  /** URL of the page on which the person types the code. */
  readonly verificationUri: string
  readonly log: Log
}

/**
 * The device authorization grant (RFC 8628), and the revocation of its tokens (RFC 7009), as a program uses them. A
 * token is bound to the key that signs the proofs of its program (RFC 9449); whoever finds it can only revoke it. There
 * is no `verification_uri_complete`: a link that contains the code would let its sender be connected with one press.
 */
export function deviceRoutes(options: DeviceRoutesOptions): Hono {
  const { requests, tokens, programs, proofOfPossession, verificationUri, log } = options
  const requireProgram = (id: string) => {
    if (Object.hasOwn(programs, id)) return
    throw new HttpError(401, 'invalid_client', { description: 'Unknown client_id' })
  }

  return new Hono()
    .post('/code', async (context) => {
      const { client_id: program, device_name: deviceName = null } = await readForm(context, codeForm)
      requireProgram(program)
      const network = clientNetwork(context) ?? null
      const { deviceCode, userCode } = await requests.open({ program, deviceName, network })
      log({ event: 'device_sign_in', outcome: 'requested', program })
      return context.json({
        device_code: deviceCode,
        user_code: userCode,
        verification_uri: verificationUri,
        expires_in: requestLifetimeMs / 1000,
        interval: pollIntervalSeconds,
      })
    })
    .post('/token', async (context) => {
      const form = await readForm(context, tokenForm)
      const { client_id: program } = form
      if (form.grant_type !== grantType) {
        throw new HttpError(400, 'unsupported_grant_type', { description: `The grant_type must be ${grantType}` })
      }
      requireProgram(program)
      // First, so that a proof that must be repeated is no poll.
      const dpopThumbprint = await proofOfPossession.verifyProof(context, undefined).catch(throwTokenError)
      const outcome = await requests.poll(form.device_code, program)
      if (outcome.kind !== 'approved') throw new HttpError(400, pollErrors[outcome.kind])
      const token = await tokens.issue({ ...outcome.request, dpopThumbprint })
      log({ event: 'device_sign_in', outcome: 'issued', program })
      return context.json({
        access_token: token,
        token_type: 'DPoP',
        expires_in: tokenLifetimeMs / 1000,
        scope,
      })
    })
    .post('/revoke', async (context) => {
      const { client_id: program, token } = await readForm(context, revokeForm)
      requireProgram(program)
      await tokens.revoke(token, program)
      log({ event: 'device_sign_in', outcome: 'revoked', program })
      return context.json({})
    })
}

/** Reports a rejected proof as the token endpoint reports its other errors (RFC 9449, 5 and 8). */
function throwTokenError(error: unknown): never {
  if (!(error instanceof HttpError) || error.code === undefined) throw error
  const { 'WWW-Authenticate': _, ...headers } = error.headers
  throw new HttpError(400, error.code, { description: error.message, headers })
}

const pollErrors = {
  pending: 'authorization_pending',
  early: 'slow_down',
  denied: 'access_denied',
  expired: 'expired_token',
  unknown: 'invalid_grant',
} as const
