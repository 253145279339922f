export { createNode, type TinyCloudNode } from './createNode.ts'
export type { NodeOptions } from './nodeOptions.ts'
