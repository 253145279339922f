import { describe, expect, test } from 'vitest'
import { readDeclarations } from './readDeclarations.ts'

describe('readDeclarations', () => {
  test('takes a file apart by name', () => {
    const file = readDeclarations(`import { type Origin, parseOrigin as parse } from '@openkey/protocol';
import type * as z from 'zod/mini';
export type { Theme } from './theme.ts';
export { isOpenKeyError } from './errors.ts';
/** Where the widget is. */
export type Place = {
    /** export type of nothing */
    readonly origin: Origin;
};
export declare function place(of: string): Place;
export declare function place(of: URL): Place;
declare global {
    interface Window {
        place?: Place;
    }
}
export {};
`)
    const protocol = '@openkey/protocol'
    expect(Object.fromEntries(file.imported)).toEqual({
      Origin: { specifier: protocol, name: 'Origin', isType: true },
      parse: { specifier: protocol, name: 'parseOrigin', isType: false },
      z: { specifier: 'zod/mini', name: '*', isType: true },
    })
    expect(Object.fromEntries(file.passedOn)).toEqual({
      Theme: { specifier: './theme.ts', name: 'Theme', isType: true },
      isOpenKeyError: { specifier: './errors.ts', name: 'isOpenKeyError', isType: false },
    })
    expect([...file.declared.keys()]).toEqual(['Place', 'place', 'global'])
    expect(file.declared.get('Place')).toBe(`/** Where the widget is. */
export type Place = {
    /** export type of nothing */
    readonly origin: Origin;
};
`)
    expect(file.declared.get('place')?.split('\n')).toHaveLength(3)
  })

  test('refuses what it does not know', () => {
    expect(() => readDeclarations('export default class {}\n')).toThrow('A declaration of an unknown kind')
  })
})
