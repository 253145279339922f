import { type Logger, pino } from 'pino'

/**
 * Creates the logger of a server process: one JSON object per line on the standard error.
 * @param level `debug` also logs each request
 */
export function createLogger(level: 'normal' | 'debug'): Logger {
  const options = {
    level: level === 'debug' ? 'debug' : 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, pino.destination({ dest: 2, sync: true }))
}
