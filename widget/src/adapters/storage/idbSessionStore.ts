import type { SessionStore } from '../../ports/sessionStore.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

/** Keeps the session in IndexedDB, readable by this origin in this partition only. Rejects if the database does. */
export function createIdbSessionStore(database: WidgetDatabase): SessionStore {
  return {
    async read() {
      const found = await database.get('session', 'current')
      return found && 'userId' in found ? found : undefined
    },
    async write(session) {
      await database.put('session', session, 'current')
    },
    clear: () => database.delete('session', 'current'),
    async partitionToken() {
      const found = await database.get('session', 'partition')
      return found && 'partitionToken' in found ? found.partitionToken : undefined
    },
    async keepPartitionToken(partitionToken) {
      await database.put('session', { partitionToken }, 'partition')
    },
  }
}
