import { serveNode } from '../../node/serveNode.ts'

/** Starts a node, configured by variables as by `tinycloud`. */
export async function start() {
  const { url } = await serveNode(process.env)
  return { url }
}
