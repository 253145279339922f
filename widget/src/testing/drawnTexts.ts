import { type ComponentType, Fragment, isValidElement } from 'preact'

export type DrawnText = {
  readonly text: string
  /** Tags around it, outermost first, with their classes, and `!` if marked as must-read: `li!`, `bdi.host-text`. */
  readonly path: readonly string[]
}

/**
 * Returns every text that a component renders, in order, without a browser. Attributes that screen readers announce
 * count as texts of their element. Components are rendered in their initial state.
 */
export function drawnTexts(node: unknown, path: readonly string[] = []): readonly DrawnText[] {
  if (node === null || node === undefined || typeof node === 'boolean') return []
  if (Array.isArray(node)) return joinLines(node).flatMap((child) => drawnTexts(child, path))
  if (!isValidElement(node)) return [{ text: String(node), path }]
  const { type } = node
  const props: Readonly<Record<string, unknown>> = node.props
  if (type === Fragment) return drawnTexts(props.children, path)
  if (typeof type === 'function') return drawnTexts(draw(type, props), path)
  const className = typeof props.class === 'string' ? `.${props.class.replaceAll(' ', '.')}` : ''
  const mark = props['data-must-read'] ? '!' : ''
  const inside = [...path, `${type}${className}${mark}`]
  const readOut = ['title', 'aria-label', 'alt'].flatMap((name) => drawnTexts(props[name], [...inside, `@${name}`]))
  return [...readOut, ...drawnTexts(props.children, inside)]
}

/** Joins the parts of a text between which a line may break. */
function joinLines(nodes: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = []
  let isBreak = false
  for (const node of nodes) {
    const before = joined.at(-1)
    if (isBreak && typeof before === 'string' && typeof node === 'string') joined[joined.length - 1] = before + node
    else if (!isLineBreak(node)) joined.push(node)
    isBreak = isLineBreak(node)
  }
  return joined
}

function isLineBreak(node: unknown): boolean {
  return isValidElement(node) && node.type === 'wbr'
}

type AnyProps = Readonly<Record<string, unknown>>

function draw(type: unknown, props: AnyProps): unknown {
  const Type = type as ComponentType<AnyProps>
  if (!('prototype' in Type) || typeof Type.prototype?.render !== 'function') {
    return (Type as (props: AnyProps) => unknown)(props)
  }
  const instance = new (
    Type as unknown as new (
      props: AnyProps,
    ) => { render(...args: unknown[]): unknown; state: unknown }
  )(props)
  return instance.render(props, instance.state)
}
