import { OpenKeyError } from '@openkey/protocol'
import type { Doctor } from '../doctor/doctor.ts'

/** One file that people copy a hash of has no room for a doctor; the command has. */
export const noDoctor: Doctor = async () => {
  throw new OpenKeyError('unsupported_method', `Run npx @openkey/host-sdk doctor ${location.href}`)
}
