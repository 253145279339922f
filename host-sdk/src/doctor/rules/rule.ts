import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** Looks at one precondition. */
export type Rule = (facts: Facts) => Iterable<Finding>
