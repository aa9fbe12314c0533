// Decides in which words a failed request is told to staff: the server's own sentence where it has one for people, ours
// by code otherwise. It never shows a code or an id.
import { ApiProblem, asProblem } from '@/api/problem'
import { say } from '@/i18n'

const byCode: Record<string, string> = {
  unreachable: 'app.error.unreachable',
  'not-allowed': 'app.error.notAllowed',
  'not-found': 'app.error.notFound',
  'body-too-large': 'app.error.tooLarge',
  'file-type-refused': 'app.error.fileType',
  'changed-meanwhile': 'app.error.changedMeanwhile',
  'page-error': 'app.error.page'
}

const byStatus: Record<number, string> = {
  403: 'app.error.notAllowed',
  404: 'app.error.notFound',
  409: 'app.error.wrongState',
  412: 'app.error.changedMeanwhile',
  413: 'app.error.tooLarge',
  415: 'app.error.fileType',
  422: 'app.error.invalid',
  429: 'app.error.tooMany'
}

/** Codes for which our own sentence is the better one, because the server's speaks to programs. */
const ours = new Set(['unreachable', 'page-error', 'body-too-large', 'file-type-refused', 'internal-error', 'unavailable'])

export function wordsFor(error: unknown): string {
  const problem: ApiProblem = asProblem(error)
  const known = byCode[problem.code] ?? byStatus[problem.status]
  if (problem.detail && !ours.has(problem.code) && problem.status < 500) return problem.detail
  return say(known ?? (problem.status >= 500 ? 'app.error.server' : 'app.error.page'))
}
