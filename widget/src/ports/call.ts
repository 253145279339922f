/** What every call to the outside takes: the caller may give up at any time. */
export type CallOptions = { readonly signal?: AbortSignal | undefined }
