import type { Review } from '../domain/review/review.ts'

/** The proven origin of the app, and the name that it claims. */
export type Requester = Review['requester']
