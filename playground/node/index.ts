export { type Environment, type NodeConfig, readNodeConfig } from './config/readNodeConfig.ts'
export { createNode, type TinyCloudNode } from './createNode.ts'
export type { NodeOptions } from './nodeOptions.ts'
export { type ServedNode, serveNode } from './serveNode.ts'
