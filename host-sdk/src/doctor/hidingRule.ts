/** A rule, attribute or inline style that hides everything inside one element of the page. */
export type HidingRule = {
  /** As a selector, for example `body`. */
  readonly element: string
  /** The declaration with its selector, an attribute, or a sentence where neither can be read. */
  readonly rule: string
}

/**
 * Finds what hides whatever is put into a place of the page. The widget resets what it inherits, so only a place that
 * is not rendered can hide its dialog; inline, a transparent one does as well.
 * @param place `document.body` for a dialog, or the root before there is a body; else the container
 */
export function hidingRule(place: Element): HidingRule | undefined {
  if (!place.isConnected) return { element: nameOf(place), rule: 'the container is not part of the page' }
  const hiding = [...properties, ...(place === place.ownerDocument.body ? [] : [['opacity', '0'] as const])]
  for (let element: Element | null = place; element; element = parentOf(element)) {
    const style = getComputedStyle(element)
    for (const [property, value] of hiding) {
      if (style.getPropertyValue(property) !== value) continue
      return { element: nameOf(element), rule: declarationOf(element, property, value) }
    }
  }
  return undefined
}

const properties = [
  ['display', 'none'],
  ['content-visibility', 'hidden'],
] as const

function parentOf(element: Element): Element | null {
  const parent = element.assignedSlot ?? element.parentNode
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null
}

/** The declaration that counts, as far as script can tell: important ones first, then the last. */
function declarationOf(element: Element, property: string, value: string): string {
  const unread: string[] = []
  const found = sheetsFor(element).flatMap((sheet) => {
    try {
      return [...matching(sheet.cssRules, element, property, value)]
    } catch {
      unread.push(sheet.href ?? 'no address')
      return []
    }
  })
  const important = found.filter(({ isImportant }) => isImportant)
  const inline = element instanceof HTMLElement && element.style.getPropertyValue(property) === value
  const decisive = important.at(-1) ?? (inline ? undefined : found.at(-1))
  if (decisive) return decisive.text
  if (inline) return `<${element.localName} style="${property}: ${value}">`
  if (element.hasAttribute('hidden')) return `<${element.localName} hidden>`
  if (unread.length > 0) return `${property}: ${value}, by a style sheet that no script can read (${unread.join(', ')})`
  return `${nameOf(element)} { ${property}: ${value} }`
}

function sheetsFor(element: Element): readonly CSSStyleSheet[] {
  const tree = element.getRootNode()
  const trees = tree instanceof ShadowRoot ? [tree] : [element.ownerDocument]
  return trees.flatMap(({ styleSheets, adoptedStyleSheets }) => [...styleSheets, ...adoptedStyleSheets])
}

type Declaration = { readonly text: string; readonly isImportant: boolean }

function* matching(rules: CSSRuleList, element: Element, property: string, value: string): Iterable<Declaration> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule && !matchMedia(rule.media.mediaText).matches) continue
    if (rule instanceof CSSStyleRule && rule.style.getPropertyValue(property) === value && matches(element, rule)) {
      const isImportant = rule.style.getPropertyPriority(property) !== ''
      const text = `${rule.selectorText} { ${property}: ${value}${isImportant ? ' !important' : ''} }`
      yield { text, isImportant }
    }
    if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) {
      yield* matching(rule.cssRules, element, property, value)
    }
  }
}

function matches(element: Element, { selectorText }: CSSStyleRule): boolean {
  return element.matches(selectorText)
}

function nameOf(element: Element): string {
  return element.id ? `${element.localName}#${element.id}` : element.localName
}
