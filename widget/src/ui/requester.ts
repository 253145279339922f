import type { Review } from '../domain/review/review.ts'

/** Who asks: the proven origin, and the name the app gives itself. */
export type Requester = Review['requester']
