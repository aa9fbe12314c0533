// The resources of calendars: what is deployed, its file, a new version, what a deadline would be.
import { get, getText, post, postForm } from '@/api/client'
import type { Page } from '@/api/tasks'
import type { CalendarFile } from './days'

export interface Calendar {
  id: string
  version: number
  name: string
  deployment: string
  file: string
}

export const calendars = {
  list: async () => (await get<Page<Calendar>>('/calendars')).items,
  read: async (calendar: Calendar) =>
    JSON.parse(
      await getText(`/deployments/${encodeURIComponent(calendar.deployment)}/files/${encodeURIComponent(calendar.file)}`)
    ) as CalendarFile,
  save: (file: CalendarFile, note: string) => {
    const form = new FormData()
    form.append('name', file.name ?? file.id)
    form.append('note', note)
    const bytes = new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' })
    form.append('files', bytes, `${file.id}.calendar.json`)
    return postForm<unknown>('/deployments', form)
  },
  preview: (id: string, from: string, period: string) =>
    post<{ due: string; words?: string; wordsEn?: string }>(`/calendars/${encodeURIComponent(id)}/preview`, { from, period })
}
