import { startPostgres } from '../../testing/servers/startPostgres.ts'
import { startSwift } from '../../testing/servers/startSwift.ts'
import { describeProcesses } from '../testing/describeProcesses.ts'

describeProcesses('four processes on one PostgreSQL database and one bucket', 4, async () => {
  const [postgres, s3] = await Promise.all([startPostgres(), startSwift()])
  const env = {
    TINYCLOUD_STORAGE_DATABASE: await postgres.createDatabase(),
    TINYCLOUD_STORAGE_BLOCKS_TYPE: 'S3',
    TINYCLOUD_STORAGE_BLOCKS_BUCKET: await s3.createBucket(),
    TINYCLOUD_STORAGE_BLOCKS_ENDPOINT: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_DEFAULT_REGION: s3.region,
  }
  return { env, close: () => Promise.all([postgres.stop(), s3.stop()]) }
})
