type Counted = { readonly subject: string; readonly count: number }

/**
 * Gives each of the events that one statement counted the count as if it had come alone.
 * @param events in their order, each with the count of its subject after the statement
 */
export function countEach<Event extends Counted>(events: readonly Event[]): readonly Event[] {
  const left = new Map<string, number>()
  for (const { subject } of events) left.set(subject, (left.get(subject) ?? 0) + 1)
  return events.map((event) => {
    const later = (left.get(event.subject) ?? 0) - 1
    left.set(event.subject, later)
    return { ...event, count: event.count - later }
  })
}
