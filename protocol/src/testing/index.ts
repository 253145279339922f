export { type FakeClock, fakeClock } from './fakeClock.ts'
export { type HostileMessage, type HostileReply, hostileCalls, hostileReplies } from './hostilePeer.ts'
export { type PortPair, portPair } from './portPair.ts'
export { workedVector } from './workedVector.ts'
