import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import LibsqlDatabase from 'libsql'
import pg from 'pg'
import { serve } from './serve.ts'

/**
 * Starts bare routes with one prepared query and one native signature each, as the least that such a server can do. With
 * `DATABASE_URL` the query is `/pg`, otherwise `/get/:size` and `/put` are those of a SQLite file.
 */
export async function start() {
  const { privateKey } = generateKeyPairSync('ed25519')
  const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url')
  const app = new Hono()
  const { DATABASE_URL: connectionString, DATA_DIR = mkdtempSync(join(tmpdir(), 'openkey-floor-')) } = process.env
  if (connectionString !== undefined) {
    const pool = new pg.Pool({ connectionString, max: 10 })
    await pool.query('CREATE TABLE IF NOT EXISTS floor (id text PRIMARY KEY, value text)')
    await pool.query("INSERT INTO floor VALUES ('a', 'value') ON CONFLICT DO NOTHING")
    app.post('/pg', async (context) => {
      const { message } = await context.req.json<{ message: string }>()
      const query = { name: 'floor', text: 'SELECT value FROM floor WHERE id = $1', values: ['a'] }
      const { rows } = await pool.query(query)
      return context.json({ signature: signed(message), rows })
    })
  } else {
    const database = new LibsqlDatabase(join(DATA_DIR, 'floor.db'))
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.exec('CREATE TABLE value (id TEXT PRIMARY KEY, bytes BLOB)')
    const put = database.prepare('INSERT OR REPLACE INTO value VALUES (?, ?)')
    const get = database.prepare('SELECT bytes FROM value WHERE id = ?')
    app.get('/get/:id', (context) => {
      const { bytes } = get.get([context.req.param('id')]) as { bytes: Uint8Array<ArrayBuffer> }
      return new Response(bytes, { headers: { signature: signed('get') } })
    })
    app.post('/put/:id', async (context) => {
      const bytes = Buffer.from(await context.req.arrayBuffer())
      put.run([context.req.param('id'), bytes])
      return new Response(null, { headers: { signature: signed(createHash('sha256').update(bytes).digest('hex')) } })
    })
  }
  return { url: await serve(app.fetch) }
}
