// Decides what a form's inputs know of where they stand: the task or case that holds files, and files that are known by name.
import { inject, provide, reactive, type InjectionKey } from 'vue'
import { send } from '@/api/client'
import type { Attachment } from '@/api/tasks'

export interface FormPlace {
  task?: string
  instance?: string
  /** By id; filled by uploads and by what the page knows of the case. */
  files: Map<string, Partial<Attachment> & { name?: string }>
  /** Uploads that run; the page waits with sending. */
  uploads: { running: number }
}

const key: InjectionKey<FormPlace> = Symbol('form place')

export function newPlace(place: { task?: string; instance?: string } = {}): FormPlace {
  return { ...place, files: reactive(new Map()), uploads: reactive({ running: 0 }) }
}

export function providePlace(place: FormPlace): void {
  provide(key, place)
}

export function usePlace(): FormPlace {
  return inject(key, newPlace, true)
}

/** Asks for the name of a stored file without fetching it. Failures leave it nameless. */
export async function learnFile(place: FormPlace, id: string): Promise<void> {
  if (place.files.has(id)) return
  place.files.set(id, {})
  try {
    const answer = await send('HEAD', `/attachments/${id}`, undefined, { quiet: true })
    const named = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get('Content-Disposition') ?? '')
    place.files.set(id, {
      name: named?.[1] ? decodeURIComponent(named[1]) : undefined,
      contentType: answer.headers.get('Content-Type') ?? undefined,
      size: Number(answer.headers.get('Content-Length')) || undefined
    })
  } catch {
    // The link still works under its number.
  }
}
