export { DataDirInUseError } from './lockDataDir.ts'
export type { PlaygroundPorts } from './playgroundPorts.ts'
export { PortInUseError } from './portInUseError.ts'
export { type Playground, type PlaygroundOptions, startPlayground } from './startPlayground.ts'
