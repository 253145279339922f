import type { PageFacts } from './facts.ts'

/** Whether the widget comes in a window on this page, so that nothing about frames matters. */
export function usesWindow({ presentation = 'auto', isNested }: Pick<PageFacts, 'presentation' | 'isNested'>): boolean {
  return presentation === 'window' || (presentation === 'auto' && isNested === true)
}
