/**
 * What the key endpoint reports about provisioning a fresh account behind a signature.
 * It is information: it never fails a sign-in, and no client acts on it.
 */
export type BootstrapStatus = 'complete' | 'skipped' | 'pending' | 'failed'

export type Bootstrap = { readonly status: BootstrapStatus; readonly errorCode?: string | undefined }
