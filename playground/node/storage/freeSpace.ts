import { statfsSync } from 'node:fs'
import { NodeError } from '../errors/nodeError.ts'

/**
 * Keeps some of the disk free, so that reads and deletions, which record their invocations, still work when it is full.
 */
export type FreeSpace = {
  /** @throws {NodeError} `storage_full` if a write of this size would use the reserve */
  require(bytes: number): void
}

/** In bytes. */
const reserveBytes = 64 * 1_048_576

/**
 * Creates the check.
 * @param freeBytes returns the free space of the disk. @default that of `folder`; unlimited without a folder
 */
export function createFreeSpace(folder: string | undefined, freeBytes = () => freeBytesOf(folder)): FreeSpace {
  return {
    require(bytes) {
      if (freeBytes() - bytes < reserveBytes) throw new NodeError('storage_full')
    },
  }
}

function freeBytesOf(folder: string | undefined): number {
  if (folder === undefined) return Number.POSITIVE_INFINITY
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
