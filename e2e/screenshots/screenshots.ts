import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright-core'
import { launchBrowser } from '../fixtures/environment/browser/launchBrowser.ts'
import { defaultSignIn } from '../fixtures/pages/messages/signInMessage.ts'
import { buildPage } from '../fixtures/pages/serving/buildPage.ts'
import { servePage } from '../fixtures/pages/serving/servePage.ts'
import { compareImages, shrinkImage } from './images.mjs'

const baselines = fileURLToPath(new URL('baselines/', import.meta.url))

/** Letters without subpixels and without hints, so that two runs paint the same. */
const steadyLetters = ['--disable-lcd-text', '--font-render-hinting=none', '--force-color-profile=srgb']

/**
 * Takes a picture of every screen in each theme, width and language, and compares it with the committed one.
 * @param args `--update` writes the pictures instead; anything else is the beginning of names of screens
 * @returns whether all pictures are the same
 */
export async function main(args: readonly string[]): Promise<boolean> {
  const isUpdate = args.includes('--update')
  const starts = args.filter((arg) => !arg.startsWith('--'))
  const page = await servePage(await buildPage('screens'))
  const browser = await launchBrowser({ args: steadyLetters })
  try {
    const context = await browser.newContext({ timezoneId: 'UTC', locale: 'en-GB', reducedMotion: 'reduce' })
    await context.addInitScript(
      (given) => {
        window.defaultSignIn = given
      },
      { message: defaultSignIn.message, time: defaultSignIn.time.getTime() },
    )
    const takeSheet = await createCamera(context, `http://localhost:${page.port}`)
    const all = await takeSheet.names()
    const names = all.filter((name) => starts.length === 0 || starts.some((start) => name.startsWith(start)))
    const results: boolean[] = []
    const report = isUpdate ? writeBaseline : createReport()
    for (const name of names) results.push(report(name, await takeSheet(name)))
    const isWhole = starts.length > 0 || reportLeftovers(all, isUpdate)
    return isWhole && results.every(Boolean)
  } finally {
    await browser.close()
    await page.stop()
  }
}

async function createCamera(context: BrowserContext, origin: string) {
  const tab = await context.newPage()
  const takeSheet = async (name: string): Promise<Uint8Array> => {
    await tab.setViewportSize({ width: 1480, height: 800 })
    await tab.goto(`${origin}/?name=${name}`)
    await tab.evaluate(() => window.sheet)
    return shrinkImage(await tab.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }))
  }
  const names = async (): Promise<readonly string[]> => {
    await tab.goto(`${origin}/screen.html`)
    return (await tab.waitForFunction(() => window.screenNames)).jsonValue()
  }
  return Object.assign(takeSheet, { names })
}

function fileOf(name: string): string {
  return join(baselines, `${name}.png`)
}

function writeBaseline(name: string, actual: Uint8Array): true {
  mkdirSync(baselines, { recursive: true })
  writeFileSync(fileOf(name), actual)
  console.log(`✓ ${name} written`)
  return true
}

/** Reports each screen, and writes those that differ to a temporary folder. */
function createReport() {
  const folder = mkdtempSync(join(tmpdir(), 'openkey-screenshots-'))
  return (name: string, actual: Uint8Array): boolean => {
    const expected = readBaseline(name)
    const { isSame, share, difference } = expected ? compareImages(expected, actual) : { isSame: false, share: 1 }
    if (isSame) {
      console.log(`✓ ${name}`)
      return true
    }
    const file = join(folder, name)
    writeFileSync(`${file}.png`, actual)
    if (difference) writeFileSync(`${file}.difference.png`, difference)
    const found = !expected
      ? 'has no baseline'
      : difference
        ? `differs in ${(share * 100).toFixed(3)} %`
        : 'has another size'
    console.error(`✗ ${name} ${found}: ${file}.png`)
    return false
  }
}

function readBaseline(name: string): Uint8Array | undefined {
  try {
    return readFileSync(fileOf(name))
  } catch {
    return undefined
  }
}

/** Reports baselines without a screen, or deletes them if `isUpdate`. Returns whether none is left. */
function reportLeftovers(names: readonly string[], isUpdate: boolean): boolean {
  const leftovers = readdirSync(baselines).filter((file) => !names.includes(file.replace('.png', '')))
  for (const file of leftovers) {
    if (isUpdate) rmSync(join(baselines, file))
    else console.error(`✗ ${file} is of no screen`)
  }
  return isUpdate || leftovers.length === 0
}
