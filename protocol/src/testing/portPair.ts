/** Two entangled ports, and their end: an open port keeps a Node process alive. */
export type PortPair = { readonly ours: MessagePort; readonly theirs: MessagePort; readonly close: () => void }

export function portPair(): PortPair {
  const { port1, port2 } = new MessageChannel()
  return {
    ours: port1,
    theirs: port2,
    close() {
      port1.close()
      port2.close()
    },
  }
}
