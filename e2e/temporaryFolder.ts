import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives the workers of a run one folder for temporary files, and removes it after the run: builds, browser profiles and
 * databases, also of workers that were killed.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-e2e-'))
  // A PostgreSQL server that root starts runs as another user, who has to reach its data.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
