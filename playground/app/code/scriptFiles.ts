import * as z from 'zod/mini'

const file = z.strictObject({ name: z.string(), integrity: z.string() })

const scriptFilesSchema = z.strictObject({
  /** URL of the folder of the files, ending in a slash. */
  base: z.string(),
  /** Inline script that records calls until the file has loaded. */
  stub: z.string(),
  openkey: file,
  signIn: file,
})

/** The files of the SDK for pages without a bundler. */
export type ScriptFiles = z.infer<typeof scriptFilesSchema>

/** Requests the names and hashes of the files. Their first build takes a second. */
export async function loadScriptFiles(): Promise<ScriptFiles> {
  return scriptFilesSchema.parse(await (await fetch('/script-files.json')).json())
}
