import type { Module, ModuleImport } from './readModules.ts'

type Modules = ReadonlyMap<string, Module>

export type ClosureOptions = {
  /** Whether `import()` is followed. @default false */
  readonly followsOnDemand?: boolean
}

/**
 * Returns the modules that run when these entries are imported. Types are left out, and a module that only re-exports
 * is replaced by the one that declares the name.
 */
export function closureOf(modules: Modules, entries: readonly string[], options: ClosureOptions = {}): Set<string> {
  const { followsOnDemand = false } = options
  const found = new Set<string>()
  const pending = [...entries]
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue
    found.add(path)
    for (const next of modules.get(path)?.imports ?? []) {
      if (next.kind === 'value' || (next.kind === 'on demand' && followsOnDemand)) {
        pending.push(declaringModule(modules, next).path)
      }
    }
  }
  return found
}

function declaringModule(modules: Modules, imported: ModuleImport): ModuleImport {
  const { reExports } = modules.get(imported.path) ?? {}
  if (imported.name === undefined || reExports === undefined) return imported
  const [named] = reExports.get(imported.name) ?? []
  if (named) return declaringModule(modules, named)
  for (const { path, kind } of reExports.get('*') ?? []) {
    const found = declaringModule(modules, { path, kind, name: imported.name })
    if (found.path !== path) return found
  }
  return imported
}

/** Returns each group of modules that import one another, directly or by others, types included. */
export function importCircles(modules: Modules): readonly (readonly string[])[] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []

  /** Tarjan's algorithm for strongly connected components. */
  function visit(path: string): number {
    const index = order.size
    order.set(path, index)
    lowest.set(path, index)
    stack.push(path)
    for (const next of modules.get(path)?.imports ?? []) {
      const seen = order.get(next.path)
      if (seen === undefined) lower(path, visit(next.path))
      else if (stack.includes(next.path)) lower(path, seen)
    }
    if (lowest.get(path) === index) {
      const component = stack.splice(stack.indexOf(path))
      if (component.length > 1) circles.push(component.sort())
    }
    return lowest.get(path) ?? index
  }
  const lower = (path: string, to: number) => lowest.set(path, Math.min(lowest.get(path) ?? to, to))

  for (const path of modules.keys()) if (!order.has(path)) visit(path)
  return circles
}
