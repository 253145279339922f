import type { Manifest } from './manifest.ts'

const ofTheWorkspace = new Set(['devDependencies', 'scripts', 'dependencies', 'exports'])

/**
 * `package.json` as it is published. What is ours is bundled, so it is no dependency; sources stay here, so no export
 * leads to them.
 */
export function publishedManifest(manifest: Manifest): Manifest {
  const dependencies = Object.entries(manifest.dependencies ?? {}).filter(([name]) => !name.startsWith('@openkey/'))
  return {
    ...(Object.fromEntries(Object.entries(manifest).filter(([name]) => !ofTheWorkspace.has(name))) as Manifest),
    exports: Object.fromEntries(
      Object.entries(manifest.exports).map(([path, { '@openkey/source': _, ...conditions }]) => [path, conditions]),
    ),
    ...(dependencies.length > 0 && { dependencies: Object.fromEntries(dependencies) }),
  }
}
