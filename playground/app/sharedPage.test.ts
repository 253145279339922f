import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSharedPage, sharedPageUrl } from './sharedPage.ts'

const page = 'http://localhost:5173/?other=1#top'

describe('readSharedPage', () => {
  test('property: reads every key from the URL that names it, and keeps the link', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (key) => {
        const link = `${sharedPageUrl(page, key)}#tinycloud-share=abc`
        expect(readSharedPage(link)).toEqual({ key, link })
      }),
    )
  })

  test.each([
    ['the app', 'http://localhost:5173/'],
    ['a section of it', page],
    ['a link that lost its secret', sharedPageUrl(page, 'notes/first')],
  ])('ignores %s', (_, href) => {
    expect(readSharedPage(href)).toBeUndefined()
  })
})
