// Decides how the expressions that forms use (conditions, texts) are read: the part of FEEL that needs no calendar and no
// functions of one's own. What it cannot read is null to the caller, who then shows the field; the server decides anyway.

export type Node =
  | { kind: 'constant'; value: unknown }
  | { kind: 'name'; name: string }
  | { kind: 'path'; of: Node; name: string }
  | { kind: 'item'; of: Node; index: Node }
  | { kind: 'list'; items: Node[] }
  | { kind: 'range'; low: Node; high: Node; openLow: boolean; openHigh: boolean }
  | { kind: 'minus'; of: Node }
  | { kind: 'binary'; operator: string; left: Node; right: Node }
  | { kind: 'between'; of: Node; low: Node; high: Node }
  | { kind: 'in'; of: Node; tests: Node[] }
  | { kind: 'test'; operator: string; right: Node }
  | { kind: 'if'; condition: Node; yes: Node; no: Node }
  | { kind: 'call'; name: string; inputs: Node[] }

interface Token {
  kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  text: string
}

const deepest = 60
const signs = /^(?:\*\*|<=|>=|!=|\.\.|[-+*/=<>(),.[\]])/
const name = /^[\p{L}_$][\p{L}\p{N}_$]*/u
const words = new Set(['and', 'or', 'in', 'between', 'if', 'then', 'else', 'true', 'false', 'null'])
/** FEEL allows spaces in names; of functions these are the ones that forms need. */
const spacedFunctions = ['list contains', 'string length', 'starts with', 'ends with', 'upper case', 'lower case', 'is defined']

class UnreadableExpression extends Error {}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let rest = text
  const take = (kind: Token['kind'], length: number, value = rest.slice(0, length)) => {
    tokens.push({ kind, text: value })
    rest = rest.slice(length)
  }
  for (;;) {
    rest = rest.trimStart()
    if (!rest) return [...tokens, { kind: 'end', text: '' }]
    const spaced = spacedFunctions.find((f) => rest.startsWith(`${f}(`))
    const quoted = /^"(?:[^"\\]|\\.)*"/.exec(rest)
    const number = /^\d+(?:\.\d+)?|^\.\d+/.exec(rest)
    const named = name.exec(rest)
    const sign = signs.exec(rest)
    if (spaced) take('name', spaced.length)
    else if (quoted) take('text', quoted[0].length, JSON.parse(quoted[0]) as string)
    else if (number) take('number', number[0].length)
    else if (named) take('name', named[0].length)
    else if (sign) take('sign', sign[0].length)
    else throw new UnreadableExpression(rest)
  }
}

class Reader {
  private at = 0
  private depth = 0

  constructor(private readonly tokens: Token[]) {}

  whole(): Node {
    const node = this.any()
    if (this.now.kind !== 'end') throw new UnreadableExpression(this.now.text)
    return node
  }

  private get now(): Token {
    return this.tokens[this.at]!
  }

  private is(...texts: string[]): boolean {
    return (this.now.kind === 'sign' || this.now.kind === 'name') && texts.includes(this.now.text)
  }

  private take(...texts: string[]): string | undefined {
    if (!this.is(...texts)) return undefined
    return this.tokens[this.at++]!.text
  }

  private need(text: string): void {
    if (!this.take(text)) throw new UnreadableExpression(`expected ${text}`)
  }

  private any(): Node {
    if (++this.depth > deepest) throw new UnreadableExpression('too deep')
    const node = this.take('if') ? this.choice() : this.either()
    this.depth -= 1
    return node
  }

  private choice(): Node {
    const condition = this.any()
    this.need('then')
    const yes = this.any()
    this.need('else')
    return { kind: 'if', condition, yes, no: this.any() }
  }

  private chain(operators: string[], next: () => Node): Node {
    let left = next()
    for (let operator = this.take(...operators); operator; operator = this.take(...operators)) {
      left = { kind: 'binary', operator, left, right: next() }
    }
    return left
  }

  private either = (): Node => this.chain(['or'], this.both)
  private both = (): Node => this.chain(['and'], this.comparison)
  private sum = (): Node => this.chain(['+', '-'], this.product)
  private product = (): Node => this.chain(['*', '/'], this.power)
  private power = (): Node => this.chain(['**'], this.signed)

  private comparison = (): Node => {
    const left = this.sum()
    const operator = this.take('=', '!=', '<', '<=', '>', '>=')
    if (operator) return { kind: 'binary', operator, left, right: this.sum() }
    if (this.take('between')) {
      const low = this.sum()
      this.need('and')
      return { kind: 'between', of: left, low, high: this.sum() }
    }
    if (this.take('in')) return { kind: 'in', of: left, tests: this.tests() }
    return left
  }

  private tests(): Node[] {
    if (!this.is('(')) return [this.test()]
    const before = this.at
    this.need('(')
    const tests = [this.test()]
    while (this.take(',')) tests.push(this.test())
    if (this.take(')')) return tests
    this.at = before // an open range such as (1..3]
    return [this.test()]
  }

  private test(): Node {
    const operator = this.take('=', '!=', '<', '<=', '>', '>=')
    return operator ? { kind: 'test', operator, right: this.sum() } : this.sum()
  }

  private signed = (): Node => (this.take('-') ? { kind: 'minus', of: this.signed() } : this.postfix())

  private postfix(): Node {
    let node = this.primary()
    for (;;) {
      if (this.take('.')) {
        node = { kind: 'path', of: node, name: this.name() }
      } else if (this.take('[')) {
        node = { kind: 'item', of: node, index: this.any() }
        this.need(']')
      } else return node
    }
  }

  private name(): string {
    if (this.now.kind !== 'name') throw new UnreadableExpression(`expected a name, found ${this.now.text}`)
    return this.tokens[this.at++]!.text
  }

  private primary(): Node {
    const token = this.now
    if (token.kind === 'number') return this.at++, { kind: 'constant', value: Number(token.text) }
    if (token.kind === 'text') return this.at++, { kind: 'constant', value: token.text }
    if (this.take('true')) return { kind: 'constant', value: true }
    if (this.take('false')) return { kind: 'constant', value: false }
    if (this.take('null')) return { kind: 'constant', value: null }
    if (this.is('(', '[')) return this.bracket()
    if (token.kind === 'name' && !words.has(token.text)) return this.nameOrCall()
    throw new UnreadableExpression(token.text)
  }

  private nameOrCall(): Node {
    const called = this.name()
    if (!this.take('(')) return { kind: 'name', name: called }
    const inputs: Node[] = []
    if (this.take(')')) return { kind: 'call', name: called, inputs }
    do inputs.push(this.any())
    while (this.take(','))
    this.need(')')
    return { kind: 'call', name: called, inputs }
  }

  /** A group, a list, or a range: told apart by what follows the first part. */
  private bracket(): Node {
    const opening = this.take('(', '[')
    if (opening === '[' && this.take(']')) return { kind: 'list', items: [] }
    const first = this.any()
    if (this.take('..')) {
      const high = this.any()
      const closing = this.take(']', ')', '[')
      if (!closing) throw new UnreadableExpression('expected the end of a range')
      return { kind: 'range', low: first, high, openLow: opening === '(', openHigh: closing !== ']' }
    }
    if (opening === '(') return this.need(')'), first
    const items = [first]
    while (this.take(',')) items.push(this.any())
    this.need(']')
    return { kind: 'list', items }
  }
}

/** A leading "=" is left out. Null when the text is no expression that is read here. */
export function readExpression(text: string): Node | null {
  try {
    return new Reader(tokensOf(text.trim().replace(/^=/, ''))).whole()
  } catch {
    return null
  }
}
