import { describe, expect, test } from 'vitest'
import { docstringSentences, drawSentences, readmeSentences } from './drawSentences.ts'

describe('readmeSentences', () => {
  test('reads paragraphs and lists, but no headings, tables and code', () => {
    const text = [
      '# A heading of four words',
      'The first sentence is here. The second one',
      'goes on below.',
      '',
      '- An item of a list.',
      '| a | table of | four words |',
      '```ts',
      'a line of code here',
      '```',
      'It ends after the code.',
    ].join('\n')
    expect(readmeSentences('a.md', text)).toEqual([
      { place: 'a.md:2', text: 'The first sentence is here.' },
      { place: 'a.md:2', text: 'The second one goes on below.' },
      { place: 'a.md:5', text: 'An item of a list.' },
      { place: 'a.md:10', text: 'It ends after the code.' },
    ])
  })
})

describe('docstringSentences', () => {
  test('reads the description and leaves out tags and short fragments', () => {
    const text =
      'const a = 1\n/**\n * Returns the sum of both. Never throws.\n * @param a the first number of both\n */'
    expect(docstringSentences('a.ts', text)).toEqual([{ place: 'a.ts:3', text: 'Returns the sum of both.' }])
  })
})

describe('drawSentences', () => {
  test('draws the same sentences for the same seed, half of them from READMEs', () => {
    const drawn = drawSentences('.', 20, 7)
    expect(drawSentences('.', 20, 7)).toEqual(drawn)
    expect(drawn.map(({ place }) => /\.md:\d+$/.test(place)).filter(Boolean)).toHaveLength(10)
    expect(drawSentences('.', 20, 8)).not.toEqual(drawn)
  })
})
