import fc from 'fast-check'

/** Values that no schema of the protocol accepts. */
const odd: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  '',
  'x'.repeat(65),
  'x'.repeat(129),
  'x'.repeat(513),
  'x'.repeat(32_769),
  '😀'.repeat(33),
  '😀'.repeat(64),
  'light\n',
  '\nlight',
  'openkey:hello\n',
  `0x${'a'.repeat(40)}\n`,
  `${'a'.repeat(16)}\n`,
  'a'.repeat(15),
  'a'.repeat(65),
  '__proto__',
  0,
  -0,
  1,
  -1,
  0.5,
  4_096,
  4_097,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  Number.MIN_SAFE_INTEGER,
  1e300,
  1n,
  Symbol('id'),
  () => 1,
  new String('light'),
  new Number(1),
  new Date(0),
  new Map(),
  new Uint8Array(4),
  /x/,
  [],
  new Array(3),
  [1, undefined, 2],
  Object.assign([1], { length: 17 }),
  Object.assign([1], { further: 1 }),
  {},
  Object.create(null),
  Object.create({ requestId: 'a'.repeat(16) }),
  { ok: true },
  { ok: false },
  { constructor: 1 },
  { toString: 1 },
  JSON.parse('{"__proto__": 1}'),
  class {},
]

const names = [
  'further',
  '__proto__',
  'constructor',
  'toString',
  'value',
  'error',
  'ok',
  'requestId',
  '0',
  'length',
  '',
]

/** Changes one place of a value: replaces, removes, adds, leaves a hole, or moves members to the prototype. */
export type Damage = (value: unknown) => unknown

/** Damage at a random depth. */
export const arbitraryDamage: fc.Arbitrary<Damage> = fc
  .tuple(fc.array(fc.nat(7), { maxLength: 4 }), fc.nat(5), fc.constantFrom(...odd), fc.constantFrom(...names))
  .map(
    ([path, how, other, name]) =>
      (value) =>
        damage(value, path, how, other, name),
  )

function damage(
  value: unknown,
  [step, ...rest]: readonly number[],
  how: number,
  other: unknown,
  name: string,
): unknown {
  if (typeof value !== 'object' || value === null) return other
  const copy: object = Array.isArray(value) ? Array.from(value) : { ...value }
  const keys = Object.keys(copy)
  const key = keys[(step ?? rest.length) % Math.max(keys.length, 1)]
  if (step !== undefined && key !== undefined && rest.length > 0) {
    return define(copy, key, damage(Reflect.get(copy, key), rest, how, other, name))
  }
  if (how === 0 || key === undefined) return other
  if (how === 1) return define(copy, key, other)
  if (how === 2) return define(copy, name, other)
  if (how === 3) return Object.setPrototypeOf(copy, { [name]: other })
  if (how === 4) return Object.setPrototypeOf({}, copy)
  Reflect.deleteProperty(copy, key)
  return copy
}

/** As an own member, whatever its name. */
function define(object: object, name: string, value: unknown): object {
  return Array.isArray(object) && name === 'length'
    ? object
    : Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
}
