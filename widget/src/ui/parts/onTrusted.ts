/** Passes only what a person did: a script cannot press a button here. */
export function onTrusted<Kind extends Event>(handle: (event: Kind) => void): (event: Kind) => void {
  return (event) => {
    if (event.isTrusted) handle(event)
  }
}
