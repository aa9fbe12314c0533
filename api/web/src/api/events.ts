// Decides how the pages hear from the server while they are open (server-sent events): one connection for each instance
// that is watched and one for lists. After a break it reports `again`, and pages load anew what they show.
import { addressOf } from './client'
import type { TaskCounts } from './tasks'

export interface Heard {
  tasks?: (data: { counts?: TaskCounts }) => void
  instance?: (data: { instance: string; revision: number }) => void
  notification?: (data: { id: string; text: string }) => void
  again?: () => void
}

interface Line {
  source: EventSource
  ears: Set<Heard>
  broken: boolean
}

const lines = new Map<string, Line>()

function parsed<T>(event: Event): T {
  try {
    return JSON.parse((event as MessageEvent<string>).data) as T
  } catch {
    return {} as T
  }
}

function open(instance: string): Line {
  const line: Line = { source: new EventSource(addressOf('/events', { instance })), ears: new Set(), broken: false }
  const tell = (call: (ear: Heard) => void) => [...line.ears].forEach(call)
  line.source.addEventListener('tasks', (e) => tell((ear) => ear.tasks?.(parsed(e))))
  line.source.addEventListener('instance', (e) => tell((ear) => ear.instance?.(parsed(e))))
  line.source.addEventListener('notification', (e) => tell((ear) => ear.notification?.(parsed(e))))
  line.source.onerror = () => (line.broken = true)
  line.source.onopen = () => {
    if (line.broken) tell((ear) => ear.again?.())
    line.broken = false
  }
  return line
}

/** Listens until the returned function is called. Without EventSource (tests) nothing is heard. */
export function listen(ear: Heard, instance = ''): () => void {
  if (typeof EventSource === 'undefined') return () => undefined
  let line = lines.get(instance)
  if (!line) lines.set(instance, (line = open(instance)))
  line.ears.add(ear)
  return () => {
    line.ears.delete(ear)
    if (line.ears.size > 0) return
    line.source.close()
    lines.delete(instance)
  }
}

/** After signing in or out: what was refused before is tried anew. */
export function reopenEvents(): void {
  for (const [instance, line] of lines) {
    line.source.close()
    const fresh = open(instance)
    fresh.ears = new Set(line.ears)
    line.ears.forEach((ear) => fresh.ears.add(ear))
    lines.set(instance, fresh)
  }
}
