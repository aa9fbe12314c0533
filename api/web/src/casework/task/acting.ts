// Decides what the person in front may do with a task, and in which words the page says why not.
import type { Button, ShownForm, Task } from '@/api/tasks'
import { say } from '@/i18n'

export interface Standing {
  mayAct: boolean
  mayClaim: boolean
  isMine: boolean
  /** Why one may not act; "" when one may. */
  why: string
}

/** The server's flags where it gives them; assignee and state otherwise. */
export function standingOf(task: Task, person: string | undefined): Standing {
  const isMine = Boolean(person) && task.assignee === person
  if (task.status === 'completed') return { mayAct: false, mayClaim: false, isMine, why: doneWords(task, person) }
  if (task.status === 'cancelled') return { mayAct: false, mayClaim: false, isMine, why: say('work.task.cancelled') }
  const mayAct = task.mayAct ?? (isMine || !task.assignee)
  const mayClaim = task.mayClaim ?? !task.assignee
  if (mayAct || mayClaim) return { mayAct, mayClaim, isMine, why: '' }
  const why = task.assigneeName && !isMine ? say('work.task.taken', { name: task.assigneeName }) : say('work.task.notYours')
  return { mayAct, mayClaim, isMine, why }
}

function doneWords(task: Task, person: string | undefined): string {
  if (task.endedBy && task.endedBy === person) return say('work.task.doneByMe')
  return task.endedByName ? say('work.task.doneBy', { name: task.endedByName }) : say('work.task.done')
}

/** One button an outcome; a step without outcomes has the plain one. */
export function buttonsOf(form: ShownForm, given: Button[] | undefined): Button[] {
  const buttons = given ?? form.buttons
  if (buttons && buttons.length > 0) return buttons
  if (form.outcomes.length === 0) return [{ outcome: '', label: say('work.task.submit'), kind: 'primary' }]
  return form.outcomes.map((outcome, index) => ({ outcome, label: outcome, kind: index === 0 ? 'primary' : 'default' }))
}

export const needsOpinion = (form: ShownForm, button: Button) => form.opinion === 'required' || button.needsOpinion === true

/** What is missing beside the form; "" when nothing is. */
export function missingWords(form: ShownForm, button: Button, opinion: string, attachments: number): { opinion: string; attachments: string } {
  return {
    opinion: needsOpinion(form, button) && !opinion.trim() ? say('work.task.opinionMissing') : '',
    attachments: attachments < form.attachmentsMin ? say('work.task.attachmentsMissing', { count: form.attachmentsMin }) : ''
  }
}
