export { createNode, type TinyCloudNode } from './createNode.ts'
export type { NodeOptions } from './nodeOptions.ts'
export { ConfigurationError, type Environment, type NodeConfig, readNodeConfig } from './readNodeConfig.ts'
export { type ServedNode, serveNode } from './serveNode.ts'
