import { writeFileSync } from 'node:fs'

/** Writes how many errors were thrown outside tests, which the JSON report leaves out, to the file `OPENKEY_CRASHES`. */
export default class CrashReporter {
  onTestRunEnd(_modules, errors) {
    writeFileSync(process.env.OPENKEY_CRASHES ?? '', String(errors.length))
  }
}
