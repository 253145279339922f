import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export type Project = {
  readonly folder: string
  readonly write: (path: string, text: string) => void
  /** Runs a program of the installed packages until it ends. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<unknown>
  /** Starts a server of the installed packages, and waits until it responds. */
  readonly serve: (url: string, program: string, ...args: readonly string[]) => Promise<void>
  readonly remove: () => Promise<void>
}

const execute = promisify(execFile)

/**
 * Creates a project in a temporary folder, and installs packages from the registry and from tarballs, without their
 * scripts.
 * @param env environment of its programs
 */
export async function installProject(
  packages: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-project-'))
  const shell = { cwd: folder, env: { ...process.env, ...env } }
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('package.json', JSON.stringify({ name: 'notes', private: true, type: 'module' }))
  await execute('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], shell)

  const servers: Array<() => Promise<void>> = []
  const pathOf = (program: string) => join(folder, 'node_modules/.bin', program)
  return {
    folder,
    write,
    run: (program, ...args) => execute(pathOf(program), args, shell),
    async serve(url, program, ...args) {
      const child = spawn(pathOf(program), args, { ...shell, stdio: 'inherit' })
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      servers.push(() => {
        child.kill()
        return ended
      })
      const answers = () =>
        fetch(url).then(
          () => true,
          () => false,
        )
      while (!(await answers())) {
        if (child.exitCode !== null) throw new Error(`${program} has ended.`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    async remove() {
      await Promise.all(servers.map((stop) => stop()))
      await rm(folder, { recursive: true })
    },
  }
}
