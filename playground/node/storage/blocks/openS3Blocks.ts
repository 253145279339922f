import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'
import { type Blocks, damaged } from './blocks.ts'

export type S3Options = {
  readonly bucket: string
  /** URL of the server. @default that of AWS in the region */
  readonly endpoint?: string | undefined
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Objects of the node, so that a bucket may hold others. */
const prefix = 'blocks/'

/** Time for a connection and between two parts of a transfer, in milliseconds. */
const connectTimeoutMs = 5_000
const idleTimeoutMs = 30_000

const maxAttempts = 3

/** Loads the client when it is needed, because that takes a while. Its ES modules cannot be imported by Node. */
function loadClient() {
  const require = createRequire(import.meta.url)
  const client: typeof import('@aws-sdk/client-s3') = require('@aws-sdk/client-s3')
  const { Upload }: typeof import('@aws-sdk/lib-storage') = require('@aws-sdk/lib-storage')
  return { ...client, Upload }
}

/** Opens a bucket, which any number of processes may share. @throws {Error} if it cannot be reached */
export async function openS3Blocks(options: S3Options): Promise<Blocks & { close(): void }> {
  const { bucket, endpoint, region, accessKeyId, secretAccessKey } = options
  const { S3Client, Upload, ...commands } = loadClient()
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    // Not every server knows the checksums of AWS. Transfers are checked by TLS, and values by their length.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts,
    requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout: idleTimeoutMs },
  })
  const at = (name: string) => ({ Bucket: bucket, Key: prefix + name })
  try {
    await client.send(new commands.HeadBucketCommand({ Bucket: bucket }))
  } catch (cause) {
    client.destroy()
    throw new Error(`the bucket ${bucket} cannot be reached (${reasonOf(cause)})`, { cause })
  }

  return {
    async write(name, content) {
      const Body = content instanceof Uint8Array ? content : createReadStream(content.path)
      await new Upload({ client, params: { ...at(name), Body }, queueSize: 2 }).done()
    },
    async open(name, size) {
      const { Body, ContentLength } = await client.send(new commands.GetObjectCommand(at(name)))
      if (!(Body instanceof Readable)) throw damaged(size)
      if (ContentLength === size) return Readable.toWeb(Body) as ReadableStream<Uint8Array>
      Body.destroy()
      throw damaged(size)
    },
    async remove(name) {
      await client.send(new commands.DeleteObjectCommand(at(name)))
    },
    async *list() {
      for await (const page of commands.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          if (LastModified) yield { name: Key.slice(prefix.length), storedAtMs: LastModified.getTime() }
        }
      }
    },
    close: () => client.destroy(),
  }
}

function reasonOf(cause: unknown): string {
  const { name = 'Error', message = '', $metadata } = Object(cause)
  const status = $metadata?.httpStatusCode
  return status ? `HTTP ${status}` : message || name
}
