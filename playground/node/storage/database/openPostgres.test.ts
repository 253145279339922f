import { afterAll, beforeAll } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../testing/servers/startPostgres.ts'
import { describeStores } from '../../testing/describeStores.ts'
import { openPostgres } from './openPostgres.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server?.stop())

const open = (url: string) => openPostgres({ url, maxConnections: 10, ssl: false, onError: () => undefined })

describeStores('PostgreSQL', async () => {
  const url = await server.createDatabase()
  return { first: open(url), second: open(url) }
})
