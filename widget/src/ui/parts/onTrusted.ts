/** Ignores events that a script has dispatched. */
export function onTrusted<Kind extends Event>(handle: (event: Kind) => void): (event: Kind) => void {
  return (event) => {
    if (event.isTrusted) handle(event)
  }
}
