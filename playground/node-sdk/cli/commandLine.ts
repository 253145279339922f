import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createCredentialStore } from '../device/programCredentials.ts'
import { FileSessionStorage } from '../index.ts'
import { createAccess } from './access.ts'
import { runCommand } from './runCommand.ts'

/** Runs the command line of this process, and sets its exit code. */
export async function main(): Promise<void> {
  const {
    TINYCLOUD_PRIVATE_KEY: privateKey,
    TINYCLOUD_HOST: host,
    TINYCLOUD_KEY_ENDPOINT: keyEndpointUrl,
  } = process.env
  // Whoever reads the output, such as `head`, may stop before its end.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  process.exitCode = await runCommand(process.argv.slice(2), {
    access: createAccess({
      privateKey,
      host,
      keyEndpointUrl,
      deviceName: hostname(),
      sessionStorage: new FileSessionStorage(join(configFolder(), 'sessions.json')),
      credentials: createCredentialStore(new FileSessionStorage(join(configFolder(), 'program.json'))),
    }),
    print: (line) => process.stdout.write(`${line}\n`),
    report: (line) => process.stderr.write(`${line}\n`),
    progress: (text) => {
      // Moves to the start of the line and clears it.
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
    },
    readInput: () => text(process.stdin),
  })
}

/** The platform's folder for the settings of a user. `TINYCLOUD_CONFIG_DIR` replaces it. */
function configFolder(): string {
  const { TINYCLOUD_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA } = process.env
  if (TINYCLOUD_CONFIG_DIR) return TINYCLOUD_CONFIG_DIR
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'tinycloud')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'tinycloud')
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'tinycloud')
}
