export { PortInUseError } from './bindPort.ts'
export { DataDirInUseError } from './lockDataDir.ts'
export type { PlaygroundPorts } from './playgroundPorts.ts'
export { type Playground, type PlaygroundOptions, startPlayground } from './startPlayground.ts'
