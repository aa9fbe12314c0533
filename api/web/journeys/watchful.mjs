// Decides what no page may do in any journey: ask another origin, break the Content-Security-Policy, log an error, throw,
// or get a server error. Answers of 400 to 499 are part of the talk between page and server and no fault.

const answeredNo = /Failed to load resource: the server responded with a status of 4\d\d/
const serverGone = /Failed to load resource: net::ERR_(CONNECTION|EMPTY|INCOMPLETE|NETWORK|SOCKET)|net::ERR_CONNECTION_REFUSED/

export class Watchful {
  found = []
  /** The journey took the server away itself: refused connections are expected from now on. */
  serverMayBeGone = false

  constructor(context, origin) {
    this.origin = origin
    context.on('request', (request) => this.asked(request.url()))
    context.on('response', (response) => response.status() >= 500 && this.answered(response))
    context.on('console', (message) => message.type() === 'error' && this.logged(message))
    context.on('weberror', (error) => this.found.push(`thrown on the page: ${error.error().stack ?? error.error()}`))
  }

  asked(url) {
    if (/^(data|blob):/.test(url) || url.startsWith(`${this.origin}/`)) return
    this.found.push(`asked another origin: ${url}`)
  }

  answered(response) {
    if (!this.serverMayBeGone) this.found.push(`server error ${response.status()}: ${response.url()}`)
  }

  logged(message) {
    const text = message.text()
    if (answeredNo.test(text) || (this.serverMayBeGone && serverGone.test(text))) return
    this.found.push(`logged an error: ${text} (${message.location().url})`)
  }
}
