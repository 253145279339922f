/** Progress of a request, in order; later stages may be skipped. */
export type Stage = 'waiting' | 'authenticating' | 'reviewing' | 'signing' | 'done'
