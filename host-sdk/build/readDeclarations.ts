/** A name as another file has it. */
export type Link = { readonly specifier: string; readonly name: string; readonly isType: boolean }

/** One file of declarations, taken apart. */
export type DeclarationFile = {
  /** Text by the name it declares, comments included, in order. */
  readonly declared: ReadonlyMap<string, string>
  /** What local names stand for in other files. */
  readonly imported: ReadonlyMap<string, Link>
  /** What is passed on, by the name it has here. */
  readonly passedOn: ReadonlyMap<string, Link>
}

const startOfStatement = /^(?=\/\*\*|(?:import|export|declare|type|interface)\b)/m
const link = /^(import|export)( type)? \{([^}]*)\} from ['"]([^'"]+)['"]/
const wholeModule = /^import (?:type )?\* as (\w+) from ['"]([^'"]+)['"]/
const declaration = /^(?:export )?(?:declare )?(?:abstract )?(?:type|interface|const|function|class) (\w+)/

/**
 * Reads what the compiler has written: each statement begins a line.
 * @throws for a statement of another kind
 */
export function readDeclarations(text: string): DeclarationFile {
  const declared = new Map<string, string>()
  const imported = new Map<string, Link>()
  const passedOn = new Map<string, Link>()
  let comment = ''
  for (const statement of text.split(startOfStatement)) {
    const [, verb, type, members, specifier] = link.exec(statement) ?? []
    const [, space, module] = wholeModule.exec(statement) ?? []
    const [, declares] = declaration.exec(statement) ?? []
    if (statement.startsWith('/**')) {
      comment = statement
      continue
    }
    if (members !== undefined && specifier !== undefined) {
      const names = verb === 'import' ? imported : passedOn
      for (const { name, as, isType } of membersOf(members)) {
        names.set(as, { specifier, name, isType: isType || type !== undefined })
      }
    } else if (space !== undefined && module !== undefined) {
      imported.set(space, { specifier: module, name: '*', isType: true })
    } else if (declares !== undefined) {
      declared.set(declares, `${declared.get(declares) ?? ''}${comment}${statement}`)
    } else if (statement.startsWith('declare global')) {
      declared.set('global', `${comment}${statement}`)
    } else if (!/^(?:export \{\};)?\s*$/.test(statement)) {
      throw new Error(`A declaration of an unknown kind: ${statement}`)
    }
    comment = ''
  }
  return { declared, imported, passedOn }
}

/** `A, type B as C` → A as A, the type B as C. */
function membersOf(text: string): readonly { readonly name: string; readonly as: string; readonly isType: boolean }[] {
  return text
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
    .map((member) => {
      const [name = '', as = name] = member.replace(/^type /, '').split(' as ')
      return { name, as, isType: member.startsWith('type ') }
    })
}
