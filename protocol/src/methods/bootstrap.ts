/**
 * The key endpoint's report about provisioning a new account during a signature.
 * It is information: it never fails a sign-in, and no client acts on it.
 */
export type BootstrapStatus = 'complete' | 'skipped' | 'pending' | 'failed'

export type Bootstrap = { readonly status: BootstrapStatus; readonly errorCode?: string | undefined }
