// Decides the words of a deadline: the server's, in the language of the page; what it left out is put together here.
import type { Deadline } from '@/api/tasks'
import { language, say } from '@/i18n'

export function deadlineWords(deadline: Deadline | undefined): string {
  if (!deadline || deadline.state === 'none') return say('parts.deadline.none')
  const given = language() === 'en' ? deadline.wordsEn : deadline.words
  if (given) return given
  const days = deadline.workingDaysLeft ?? 0
  if (deadline.state === 'late') return days < 0 ? say('parts.deadline.late', { days: -days }) : say('parts.deadline.lateNow')
  return deadline.state === 'today' ? say('parts.deadline.today') : say('parts.deadline.left', { days })
}
