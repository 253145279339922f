/** A CSS rule, attribute or inline style that hides an element and everything in it. */
export type HidingRule = {
  /** A selector of the element, for example `body`. */
  readonly element: string
  /** The declaration with its selector, an attribute, or a sentence if neither can be read. */
  readonly rule: string
}

/**
 * Finds what hides the children of an element. The widget resets inherited styles, so its dialog is hidden only if the
 * parent is not rendered. An inline widget is also hidden by transparency.
 * @param parent `document.body` or the root element for a dialog, the container for an inline widget
 */
export function findHidingRule(parent: Element): HidingRule | undefined {
  if (!parent.isConnected) return { element: nameOf(parent), rule: 'the container is not in the document' }
  const hiding = [...properties, ...(parent === parent.ownerDocument.body ? [] : [['opacity', '0'] as const])]
  for (let element: Element | null = parent; element; element = parentOf(element)) {
    if (element instanceof HTMLDetailsElement && !element.open) {
      return { element: nameOf(element), rule: '<details> without open' }
    }
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

/** Returns the declaration that applies, as far as a script can tell: important ones first, then the last. */
function declarationOf(element: Element, property: string, value: string): string {
  const unreadable: string[] = []
  const found = sheetsFor(element).flatMap((sheet) => {
    try {
      return [...matching(sheet.cssRules, element, property, value)]
    } catch {
      unreadable.push(sheet.href ?? 'inline')
      return []
    }
  })
  const important = found.filter(({ isImportant }) => isImportant)
  const inline = element instanceof HTMLElement && element.style.getPropertyValue(property) === value
  const applied = important.at(-1) ?? (inline ? undefined : found.at(-1))
  if (applied) return applied.text
  if (inline) return `<${element.localName} style="${property}: ${value}">`
  if (element.hasAttribute('hidden')) return `<${element.localName} hidden>`
  if (unreadable.length > 0)
    return `${property}: ${value}, in a style sheet that scripts cannot read (${unreadable.join(', ')})`
  return `${nameOf(element)} { ${property}: ${value} }`
}

function sheetsFor(element: Element): readonly CSSStyleSheet[] {
  const tree = element.getRootNode()
  const trees = tree instanceof ShadowRoot ? [tree] : [element.ownerDocument]
  return trees.flatMap(({ styleSheets, adoptedStyleSheets }) => [...styleSheets, ...adoptedStyleSheets])
}

type Declaration = { readonly text: string; readonly isImportant: boolean }

function* matching(
  rules: CSSRuleList,
  element: Element,
  property: string,
  value: string,
  outer = ':scope',
): Iterable<Declaration> {
  for (const rule of rules) {
    if (rule instanceof CSSImportRule) {
      if (rule.styleSheet) yield* matching(rule.styleSheet.cssRules, element, property, value)
      continue
    }
    if (rule instanceof CSSMediaRule && !matchMedia(rule.media.mediaText).matches) continue
    if (rule instanceof CSSSupportsRule && !CSS.supports(rule.conditionText)) continue
    const selector = rule instanceof CSSStyleRule ? rule.selectorText.replaceAll('&', `:is(${outer})`) : outer
    if (rule instanceof CSSStyleRule && rule.style.getPropertyValue(property) === value && element.matches(selector)) {
      const isImportant = rule.style.getPropertyPriority(property) !== ''
      const text = `${selector} { ${property}: ${value}${isImportant ? ' !important' : ''} }`
      yield { text, isImportant }
    }
    if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) {
      yield* matching(rule.cssRules, element, property, value, selector)
    }
  }
}

function nameOf(element: Element): string {
  return element.id ? `${element.localName}#${element.id}` : element.localName
}
