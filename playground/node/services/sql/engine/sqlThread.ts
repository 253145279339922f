import { serveSqlJobs } from './serveSqlJobs.ts'

await serveSqlJobs()
