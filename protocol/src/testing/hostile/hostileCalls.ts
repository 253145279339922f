import { hostileArguments } from './hostileArguments.ts'
import type { HostileMessage } from './hostileMessage.ts'
import { hostilePaths } from './hostilePaths.ts'
import { hostileTypes } from './hostileTypes.ts'
import { hostileValues } from './hostileValues.ts'
import { nonsense } from './nonsense.ts'

/** Calls a server whose one method is `echo {text}`, `text` of at most 16 characters. */
export const hostileCalls: readonly HostileMessage[] = [
  ...hostileTypes(),
  ...hostilePaths(),
  ...hostileArguments(),
  ...hostileValues(),
  ...nonsense(),
]
