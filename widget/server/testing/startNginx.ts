import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type NginxOptions = {
  /** The exported server block, served as it is. */
  readonly serverBlock: string
  /** Where it listens. */
  readonly origin: string
}

/** Runs the system's nginx with one server block. Resolves once it answers. */
export async function startNginx({ serverBlock, origin }: NginxOptions): Promise<{ close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-nginx-'))
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, mainConfig(folder, serverBlock))
  const nginx = spawn('nginx', ['-p', folder, '-c', config, '-g', 'daemon off; error_log stderr;'], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  let log = ''
  nginx.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const ended = new Promise<string>((resolve) => {
    nginx.once('error', (error) => resolve(`${error.message}. The tests need nginx: apt-get install nginx-light`))
    nginx.once('exit', (code) => resolve(`nginx ended with ${code}: ${log}`))
  })
  await Promise.race([
    answers(origin),
    ended.then((reason) => {
      throw new Error(reason)
    }),
  ])
  return {
    close: async () => {
      nginx.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mainConfig(folder: string, serverBlock: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return [
    // Its workers may read the temporary folders of the user who runs the tests.
    process.getuid?.() === 0 ? 'user root;' : '',
    'worker_processes 1;',
    `pid ${join(folder, 'nginx.pid')};`,
    'events { }',
    'http {',
    'access_log off;',
    ...temporary.map((name) => `${name}_temp_path ${join(folder, name)};`),
    `include ${serverBlock};`,
    '}',
  ].join('\n')
}

async function answers(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const isUp = await fetch(origin).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`nginx did not answer at ${origin} within five seconds`)
}
