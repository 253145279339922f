/** An embedded PostgreSQL takes two seconds to start, and far longer where many tests start one at once on two cores. */
export const startTimeoutMs = 60_000
