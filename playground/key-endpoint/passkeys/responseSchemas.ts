import * as z from 'zod'

const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,32768}$/)
const credential = {
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  // The endpoint requests no extension, so it ignores their results.
  clientExtensionResults: z
    .unknown()
    .optional()
    .transform(() => ({})),
}

/** Password managers and older libraries send `null` or an empty string for an absent member. */
const absent = z.union([z.null(), z.literal('')]).transform(() => undefined)
const challengeToken = z.string().min(1).max(128)

/** `AuthenticationResponseJSON` of WebAuthn Level 3, with size limits. Unused members are dropped. */
export const assertionResponse = z.object({
  ...credential,
  response: z
    .object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: z.union([base64url, absent]).optional(),
    })
    .transform(({ userHandle, ...response }) => ({ ...response, ...(userHandle && { userHandle }) })),
})

/** An assertion over a challenge that this endpoint issued. */
export const authenticationBody = z.object({ challengeToken, response: assertionResponse })

/** `RegistrationResponseJSON` of WebAuthn Level 3, with size limits. Unused members are dropped. */
export const registrationBody = z.object({
  challengeToken,
  name: z.string().trim().max(100).optional(),
  response: z.object({
    ...credential,
    response: z
      .object({
        clientDataJSON: base64url,
        attestationObject: base64url,
        transports: z.union([z.array(z.string().regex(/^[a-z-]{1,32}$/)).max(10), absent]).optional(),
      })
      .transform(({ transports, ...response }) => ({ ...response, ...(transports && { transports }) })),
  }),
})
