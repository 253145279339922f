import type { SessionStore } from '../ports/sessionStore.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

/** The session that outlives the page, readable by this origin in this partition only. Rejects when the database does. */
export function createIdbSessionStore(database: WidgetDatabase): SessionStore {
  return {
    read: () => database.get('session', 'current'),
    async write(session) {
      await database.put('session', session, 'current')
    },
    clear: () => database.delete('session', 'current'),
  }
}
