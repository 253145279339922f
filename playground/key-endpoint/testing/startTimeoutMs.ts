/** An embedded PostgreSQL starts in two seconds, but takes far longer when many tests start one on two cores. */
export const startTimeoutMs = 300_000
