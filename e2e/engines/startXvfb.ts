import { spawn } from 'node:child_process'

/** A display that nobody looks at, on any free number. */
export async function startXvfb(): Promise<{ readonly display: string; stop(): void }> {
  const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const display = await new Promise<string>((resolve, reject) => {
    xvfb.once('error', reject)
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)))
    xvfb.stdout.setEncoding('utf8').once('data', (number: string) => resolve(`:${number.trim()}`))
  })
  return { display, stop: () => void xvfb.kill() }
}
