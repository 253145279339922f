import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { joinPartition } from './joinPartition.ts'
import { partitionProperty } from './sharePartition.ts'

const boundOrigin = parseOrigin('https://app.example')
const other = parseOrigin('https://other.example')

/** A window whose opener embeds one frame, which shares the partition of this origin. */
function openWindow(shared = boundOrigin) {
  const frame = Object.assign(new EventTarget(), { [partitionProperty]: () => ({ boundOrigin: shared }) })
  let closes = 0
  const opened = { opener: { length: 1, 0: frame }, parent: {}, close: () => closes++ }
  opened.parent = opened
  return { frame, opened: opened as unknown as Window, closes: () => closes }
}

describe('joinPartition', () => {
  test('S10: closes the window when the frame whose partition it uses is gone', () => {
    const { frame, opened, closes } = openWindow()
    expect(joinPartition(opened, boundOrigin)).toEqual({ boundOrigin })
    expect(closes()).toBe(0)
    frame.dispatchEvent(new Event('pagehide'))
    expect(closes()).toBe(1)
  })

  test('uses no partition of another origin, and stays open without it', () => {
    const { frame, opened, closes } = openWindow(other)
    expect(joinPartition(opened, boundOrigin)).toBeUndefined()
    frame.dispatchEvent(new Event('pagehide'))
    expect(closes()).toBe(0)
  })
})
