import pixelmatch from 'pixelmatch'
import UPNG from 'upng-js'

/** Colors of a stored picture. Letters have hundreds of shades, and need few. */
const colors = 64

/** Share of pixels that may differ: what another version of Chromium does to the edges of letters. */
const tolerance = 0.0005

/** @param {Uint8Array} png */
export function shrinkImage(png) {
  const { width, height, data } = readImage(png)
  return new Uint8Array(UPNG.encode([data.buffer], width, height, colors))
}

/**
 * @param {Uint8Array} expected
 * @param {Uint8Array} actual
 */
export function compareImages(expected, actual) {
  const [one, other] = [readImage(expected), readImage(actual)]
  const { width, height } = one
  if (width !== other.width || height !== other.height) return { isSame: false, share: 1 }
  const difference = new Uint8Array(width * height * 4)
  const count = pixelmatch(one.data, other.data, difference, width, height, { threshold: 0.1 })
  const share = count / (width * height)
  return {
    isSame: share <= tolerance,
    share,
    difference: new Uint8Array(UPNG.encode([difference.buffer], width, height, colors)),
  }
}

/** @param {Uint8Array} png */
function readImage(png) {
  const image = UPNG.decode(Uint8Array.from(png).buffer)
  const [data] = UPNG.toRGBA8(image)
  return { width: image.width, height: image.height, data: new Uint8Array(data) }
}
