// Decides the key under which work is sent: the same for the same content as long as no answer came, so that a request whose
// answer was lost is not done twice; a new one once the content or the situation changed.
import { newKey } from '@/api/client'
import { asProblem } from '@/api/problem'

export interface Sending {
  /** Sends `body`; the key stays with it until an answer comes. */
  send: <T>(body: unknown, call: (key: string) => Promise<T>) => Promise<T>
}

export function newSending(): Sending {
  let key = ''
  let content = ''
  return {
    async send(body, call) {
      const now = JSON.stringify(body)
      if (!key || now !== content) key = newKey()
      content = now
      try {
        const answer = await call(key)
        key = ''
        return answer
      } catch (error) {
        if (!asProblem(error).isUnreachable) key = ''
        throw error
      }
    }
  }
}
