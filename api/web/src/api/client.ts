// Decides how the pages speak to the server: language, CSRF header, idempotency key, problems, and what happens when the
// session is over. It does not know any resource (they have a file each beside this one).
import { missedServer, sawServer } from './connection'
import { ApiProblem, problemOf, unreachable } from './problem'

export type Query = Record<string, string | number | boolean | undefined | null>

export interface Options {
  query?: Query
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Same key = same request sent again: the server answers it once. Made anew for each call otherwise. */
  idempotencyKey?: string
  /** A 401 goes to the caller; no dialogue. */
  quiet?: boolean
  /** Of an upload: 0 to 1. */
  onProgress?: (share: number) => void
}

interface Wiring {
  language: () => string
  csrf: () => string | undefined
  /** Resolves with true when the person has signed in again; the request is then sent once more. */
  signInAgain: (problem: ApiProblem) => Promise<boolean>
}

let wiring: Wiring = { language: () => 'zh', csrf: () => undefined, signInAgain: () => Promise.resolve(false) }

export function wire(parts: Partial<Wiring>): void {
  wiring = { ...wiring, ...parts }
}

export const prefix = '/api/v1'

export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return prefix + path + (text ? `?${text}` : '')
}

/** randomUUID is there only on https and localhost; offices often run plain http inside their network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

function headersFor(method: string, body: unknown, options: Options): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': wiring.language() }
  if (method !== 'GET') {
    const csrf = wiring.csrf()
    if (csrf) headers['X-CSRF-Token'] = csrf
  }
  if (method === 'POST') headers['Idempotency-Key'] = options.idempotencyKey ?? newKey()
  if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = 'application/json'
  return { ...headers, ...options.headers }
}

async function sendOnce(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  const request: RequestInit = { method, headers: headersFor(method, body, options), credentials: 'same-origin' }
  if (options.signal) request.signal = options.signal
  if (body !== undefined) request.body = body instanceof FormData ? body : JSON.stringify(body)
  try {
    return await fetch(addressOf(path, options.query), request)
  } catch (error) {
    if (options.signal?.aborted) throw error
    missedServer()
    throw unreachable()
  }
}

/** Sends; on a session that is over asks the person to sign in and sends once more. Throws ApiProblem. */
export async function send(method: string, path: string, body?: unknown, options: Options = {}): Promise<Response> {
  const withKey = { ...options, idempotencyKey: options.idempotencyKey ?? newKey() }
  let response = await sendOnce(method, path, body, withKey)
  if (response.ok) return sawServer(), response
  let problem = await problemOf(response)
  if (problem.isUnreachable) {
    missedServer()
    throw problem
  }
  sawServer()
  if (!problem.isSignedOut || options.quiet || !(await wiring.signInAgain(problem))) throw problem
  response = await sendOnce(method, path, body, withKey)
  if (response.ok) return response
  problem = await problemOf(response)
  throw problem
}

async function jsonOf<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

export async function get<T>(path: string, query: Query = {}, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('GET', path, undefined, { ...options, query }))
}

export async function getText(path: string, query: Query = {}, options: Options = {}): Promise<string> {
  const headers = { Accept: '*/*', ...options.headers }
  return (await send('GET', path, undefined, { ...options, query, headers })).text()
}

export async function post<T>(path: string, body: unknown = {}, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('POST', path, body, options))
}

export async function put<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('PUT', path, body, options))
}

export async function patch<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('PATCH', path, body, options))
}

export async function remove<T = void>(path: string, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('DELETE', path, undefined, options))
}

/** Sends multipart/form-data: fields as text, files under their names. */
export async function postForm<T>(path: string, form: FormData, options: Options = {}): Promise<T> {
  return jsonOf<T>(await send('POST', path, form, options))
}

/** Fetches a file and hands it to the browser's own saving; errors are ApiProblem like everywhere. */
export async function download(path: string, query: Query = {}, fileName?: string): Promise<void> {
  const response = await send('GET', path, undefined, { query, headers: { Accept: '*/*' } })
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('Content-Disposition') ?? '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = fileName ?? (named?.[1] ? decodeURIComponent(named[1]) : 'download')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
