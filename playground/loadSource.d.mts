/** Imports a TypeScript module. @returns its exports */
export function loadSource(url: URL): Promise<Record<string, unknown>>

/** Bundles a TypeScript module and the sources of this repository that it imports. @returns a module for any folder */
export function bundleSource(url: URL): Promise<string>
