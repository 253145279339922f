/** Options of every external call. Aborting `signal` cancels it. */
export type CallOptions = { readonly signal?: AbortSignal | undefined }
