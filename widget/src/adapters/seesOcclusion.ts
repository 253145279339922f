/** Whether this browser has version 2 of IntersectionObserver, which tells when something covers a frame. */
export function seesOcclusion(): boolean {
  return 'isVisible' in IntersectionObserverEntry.prototype
}
