import type { GateObstacle } from '../../../domain/approval/approveGate.ts'

/** Explains why a press did not count. */
export const gateText: Readonly<Record<GateObstacle, string>> = {
  early: 'Take a moment to read this, then press again.',
  unread: 'Scroll to read everything this app asks for, then press again.',
  covered: 'Something on this page covers OpenKey, or part of it is out of view. Nothing was approved.',
  small: 'This is too small to read. Make the window larger or turn the device, then press again.',
}
