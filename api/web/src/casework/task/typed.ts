// What somebody types into a task or a start form, as drafts keep it.
import type { Values } from '@/form/values'

export interface Typed {
  values: Values
  opinion: string
  attachments: string[]
}

export const nothingTyped = (values: Values): Typed => ({ values, opinion: '', attachments: [] })

/** Drafts come from a store: what does not have the shape is no draft. */
export function isTyped(found: unknown): found is Typed {
  const draft = found as Partial<Typed> | undefined
  return typeof draft?.values === 'object' && draft.values !== null && typeof draft.opinion === 'string' && Array.isArray(draft.attachments)
}
