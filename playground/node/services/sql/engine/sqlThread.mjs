import { loadSource } from '../../../../loadSource.mjs'

// Threads inherit no loader, so this one loads its source too.
const { serveSqlJobs } = await loadSource(new URL('serveSqlJobs.ts', import.meta.url))
await serveSqlJobs()
