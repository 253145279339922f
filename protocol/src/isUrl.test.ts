import { describe, expect, test } from 'vitest'
import { isUrl } from './isUrl.ts'

describe('isUrl', () => {
  test.for([
    ['https://a.example/', undefined],
    ['/path', undefined],
    ['/path', 'https://a.example/'],
    ['//', 'https://a.example/'],
    ['', 'https://a.example/'],
    ['', undefined],
    ['http://[::1', undefined],
    ['javascript:0', undefined],
  ] as const)('says of %o what URL.canParse says', ([text, base]) => {
    expect(isUrl(text, base)).toBe(URL.canParse(text, base))
  })
})
