import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../testing/servers/startPostgres.ts'
import { type S3Server, startSwift } from '../../testing/servers/startSwift.ts'
import { openS3Blocks } from '../storage/blocks/openS3Blocks.ts'
import { openPostgres } from '../storage/database/openPostgres.ts'
import { describeBlocks } from '../testing/describeBlocks.ts'
import { describeStores } from '../testing/describeStores.ts'
import { startTestNode } from '../testing/startTestNode.ts'

let s3: S3Server
let postgres: PostgresServer
beforeAll(async () => {
  ;[s3, postgres] = await Promise.all([startSwift(), startPostgres()])
})
afterAll(() => Promise.all([s3?.stop(), postgres?.stop()]))

const openBlocks = async () => openS3Blocks({ ...s3, bucket: await s3.createBucket() })

describeBlocks('openS3Blocks', openBlocks)

describeStores(
  'PostgreSQL and S3',
  async () => {
    const url = await postgres.createDatabase()
    const open = () => openPostgres({ url, maxConnections: 10, ssl: false, onError: () => undefined })
    return { first: open(), second: open() }
  },
  openBlocks,
)

describe('openS3Blocks', () => {
  test.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'HTTP 403'],
    ['a bucket that does not exist', { bucket: 'missing' }, 'HTTP 404'],
    ['a server that is away', { endpoint: 'http://127.0.0.1:1' }, 'ECONNREFUSED'],
  ])('rejects %s with one sentence, which ends the start of a node', async (_, wrong, reason) => {
    const options = { ...s3, bucket: await s3.createBucket(), ...wrong }
    await expect(openS3Blocks(options)).rejects.toThrow(
      new RegExp(`^the bucket ${options.bucket} cannot be reached \\(.*${reason}`),
    )
    const { endpoint, region, accessKeyId, secretAccessKey, bucket } = options
    const blocks = { type: 'S3' as const, endpoint, region, accessKeyId, secretAccessKey, bucket }
    await expect(startTestNode({ blocks })).rejects.toThrow("Cannot open the node's data in :memory:: the bucket")
  })
})
