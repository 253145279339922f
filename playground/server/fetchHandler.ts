/** Where a request comes from. */
export type RequestSource = { readonly clientAddress?: string | undefined }

/** A server as a function of one request. */
export type FetchHandler = (request: Request, from?: RequestSource) => Response | Promise<Response>
