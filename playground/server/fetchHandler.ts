/** A server as a function of one request. */
export type FetchHandler = (request: Request) => Response | Promise<Response>
