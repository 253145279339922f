import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Sentence = {
  /** Path and line in the repository. */
  readonly place: string
  readonly text: string
}

/**
 * Draws sentences at random, half from the READMEs and half from docstrings. The same seed draws the same sentences of
 * the same sources.
 */
export function drawSentences(root: string, count: number, seed: number): readonly Sentence[] {
  const paths = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
  const isSource = /^(protocol|host-sdk|widget|playground|e2e)\/.*\.tsx?$/
  const isExcluded = /release\/previous\/|\.(test|spec|test-d)\.tsx?$|\/generated\//
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const prose = paths.filter((path) => path.endsWith('.md')).flatMap((path) => readmeSentences(path, read(path)))
  const docstrings = paths
    .filter((path) => isSource.test(path) && !isExcluded.test(path))
    .flatMap((path) => docstringSentences(path, read(path)))
  const random = createRandom(seed)
  const half = Math.floor(count / 2)
  return [...draw(prose, half, random), ...draw(docstrings, count - half, random)]
}

/** Sentences of paragraphs and lists, without code, tables and headings. */
export function readmeSentences(path: string, text: string): readonly Sentence[] {
  const withoutCode = text.replace(/^```.*?^```/gms, (code) => code.replace(/[^\n]/g, ''))
  return paragraphs(withoutCode.split('\n'))
    .filter(([, paragraph]) => !/^[|#<]/.test(paragraph))
    .flatMap(([line, paragraph]) => split(path, line, paragraph))
}

/** Sentences of the descriptions, without the tags. */
export function docstringSentences(path: string, text: string): readonly Sentence[] {
  return [...text.matchAll(/\/\*\*(.*?)\*\//gs)].flatMap(({ 1: comment = '', index }) => {
    const line = text.slice(0, index).split('\n').length
    const description = comment.replace(/^\s*\* ?/gm, '').replace(/(^|\s)@\w+.*$/s, '')
    return paragraphs(description.split('\n')).flatMap(([at, paragraph]) => split(path, line + at - 1, paragraph))
  })
}

/** Joins the lines of each paragraph or list item. Each comes with the number of its first line. */
function paragraphs(lines: readonly string[]): readonly (readonly [number, string])[] {
  const found: [number, string][] = []
  let isOpen = false
  for (const [index, line] of lines.entries()) {
    const text = line.trim()
    const last = found.at(-1)
    if (text === '') isOpen = false
    else if (!isOpen || !last || /^([-*|#<]|\d+\.\s)/.test(text)) {
      found.push([index + 1, text])
      isOpen = true
    } else last[1] += ` ${text}`
  }
  return found
}

/**
 * Splits before a capital letter or a code span. Leaves out fragments: fewer than four words, or the rest of a
 * sentence.
 */
function split(path: string, line: number, paragraph: string): readonly Sentence[] {
  return paragraph
    .replace(/^([-*]|\d+\.)\s+/, '')
    .split(/(?<=[.!?]["”)*]*)\s+(?=[A-Z`“*[])/)
    .filter((text) => text.split(' ').length >= 4 && !/^[a-z]/.test(text))
    .map((text) => ({ place: `${path}:${line}`, text }))
}

function draw<Item>(items: readonly Item[], count: number, random: () => number): readonly Item[] {
  const left = [...items]
  const size = Math.min(count, left.length)
  return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)).flat()
}

/** The generator mulberry32: numbers from 0 to below 1. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
