import { afterAll, beforeAll } from 'vitest'
import { type MariadbServer, startMariadb } from '../../testing/servers/startMariadb.ts'
import { openMysql } from '../storage/database/openMysql.ts'
import { describeStores } from '../testing/describeStores.ts'

let server: MariadbServer
beforeAll(async () => {
  server = await startMariadb()
})
afterAll(() => server?.stop())

describeStores('MariaDB', async () => {
  const url = await server.createDatabase()
  const open = () => openMysql({ url, maxConnections: 10, ssl: false })
  return { first: open(), second: open() }
})
