export type { DebugRecord } from './debugRecord.ts'
export { type OnDebugOptions, onDebug } from './onDebug.ts'
