/** Of a `Permissions-Policy`: to come in by a passkey. */
export const passkeyGet = 'publickey-credentials-get'

/** To make one. */
export const passkeyCreate = 'publickey-credentials-create'
