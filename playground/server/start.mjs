import { loadSource } from '../loadSource.mjs'

console.log('\n  OpenKey playground\n')
try {
  const { main } = await loadSource(new URL('main.ts', import.meta.url))
  await main()
} catch (error) {
  // A busy port or a wrong secret is for the person who starts this; a stack would hide the sentence.
  const isForPeople =
    error instanceof Error && /^(PortInUse|DataDirInUse|Configuration|UnknownSetting|Start)Error$/.test(error.name)
  console.error(`\n  ✗ ${isForPeople ? error.message : (error?.stack ?? error)}\n`)
  process.exit(1)
}
