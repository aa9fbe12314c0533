// Decides where phrases for opinions stand: one document of one's own on the server.
import { account } from '@/api/account'

const name = 'opinion'
export const mostPhrases = 50
export const longestPhrase = 200

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** None when there are none, or when they cannot be had: the opinion can be typed. */
export async function loadPhrases(): Promise<string[]> {
  try {
    const body: unknown = (await account.documents<unknown>('phrases')).find((kept) => kept.name === name)?.body
    return Array.isArray(body) ? body.filter(isText) : []
  } catch {
    return []
  }
}

export function savePhrases(phrases: string[]): Promise<void> {
  return account.saveDocument('phrases', name, phrases.slice(0, mostPhrases))
}
