export { type FakeClock, fakeClock } from './fakeClock.ts'
export { type HostileMessage, hostileCalls } from './hostilePeer.ts'
export { type PortPair, portPair } from './portPair.ts'
export { workedVector } from './workedVector.ts'
