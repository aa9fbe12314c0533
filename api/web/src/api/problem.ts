// Decides what a failed request is to the pages: the server's problem+json, or that the server cannot be reached.
// It does not decide where a page shows it.

export interface FieldProblem {
  pointer: string
  message: string
}

export interface Diagnostic {
  severity: 'error' | 'warning'
  file: string
  line: number
  column: number
  element: string
  code: string
  message: string
  messageEn: string
}

interface ProblemBody {
  title?: string
  detail?: string
  code?: string
  errors?: FieldProblem[]
  diagnostics?: Diagnostic[]
  [extra: string]: unknown
}

/** `status` 0 and code `unreachable`: no answer at all. `retryAfter` in seconds. */
export class ApiProblem extends Error {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors: FieldProblem[]
  readonly diagnostics: Diagnostic[]

  constructor(
    readonly status: number,
    readonly body: ProblemBody,
    readonly retryAfter?: number
  ) {
    super(body.detail ?? body.title ?? body.code ?? String(status))
    this.code = body.code ?? `http-${status}`
    this.title = body.title ?? ''
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.diagnostics = body.diagnostics ?? []
  }

  get isUnreachable(): boolean {
    return this.code === 'unreachable'
  }

  get isSignedOut(): boolean {
    return this.status === 401 && this.code !== 'sign-in-refused'
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, { code: 'unreachable' })
}

/** The answers that a proxy gives when the program behind it is not there have no problem body of ours. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const isOurs = (response.headers.get('Content-Type') ?? '').includes('json')
  if (!isOurs && [502, 503, 504].includes(response.status)) return unreachable()
  let body: ProblemBody = {}
  try {
    if (isOurs) body = (await response.json()) as ProblemBody
  } catch {
    // An answer cut short still has its status.
  }
  const wait = Number(response.headers.get('Retry-After'))
  return new ApiProblem(response.status, body, Number.isFinite(wait) && wait > 0 ? wait : undefined)
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem(-1, { code: 'page-error', detail: error instanceof Error ? error.message : String(error) })
}
