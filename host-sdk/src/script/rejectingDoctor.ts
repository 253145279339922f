import { OpenKeyError } from '@openkey/protocol'
import type { Doctor } from '../doctor/doctor.ts'

/** The script tag's single file does not include the doctor. Rejects with the command to run instead. */
export const rejectingDoctor: Doctor = async () => {
  throw new OpenKeyError('unsupported_method', `Run npx @openkey/host-sdk doctor ${location.href}`)
}
