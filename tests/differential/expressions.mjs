// Decides which random expressions both implementations are asked. Depth is small so that a difference is readable.
// Left out is what feelin does by rules of its own: substring() from beyond the end (null by table 74, "" there), and
// `between` with ends that are null or the wrong way round (three-valued comparisons by table 54, swapped there).

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const variables = {
  n: 4,
  m: -2.5,
  s: '社区 street',
  t: 'abc',
  b: true,
  z: null,
  l: [3, 1, 2],
  w: ['a', 'b', 'abc'],
  c: { a: 5, d: 'z', k: [1, 2] },
  rows: [{ g: 1, v: 'x' }, { g: 2, v: 'y' }, { g: 3, v: 'x' }]
}

export class Expressions {
  constructor(seed) {
    this.random = randomOf(seed)
  }

  below(count) {
    return Math.floor(this.random() * count)
  }

  pick(...of) {
    return of[this.below(of.length)]
  }

  any(depth) {
    return this.pick('number', 'boolean', 'text', 'list', 'number', 'boolean', 'context', 'choice').replace(/.+/, (kind) => this[kind](depth))
  }

  choice(depth) {
    return `if ${this.boolean(depth - 1)} then ${this.number(depth - 1)} else ${this.text(depth - 1)}`
  }

  number(depth) {
    if (depth <= 0) return this.pick('n', 'm', '0', '1', '7', '2.5', '-3', '100', 'c.a', 'l[1]', 'l[-1]', 'z')
    const sub = () => this.number(depth - 1)
    switch (this.below(12)) {
      case 0: return `(${sub()}) + (${sub()})`
      case 1: return `(${sub()}) - (${sub()})`
      case 2: return `(${sub()}) * (${sub()})`
      case 3: return `(${sub()}) / (${sub()})`
      case 4: return `-(${sub()})`
      case 5: return `abs(${sub()})`
      case 6: return `floor(${sub()})`
      case 7: return `string length(${this.text(depth - 1)})`
      case 8: return `count(${this.list(depth - 1)})`
      case 9: return `${this.pick('sum', 'min', 'max')}(${this.numbers(depth - 1)})`
      case 10: return `(${this.numbers(depth - 1)})[${this.pick('1', '2', '-1', '-2', '5')}]`
      default: return `if ${this.boolean(depth - 1)} then ${sub()} else ${sub()}`
    }
  }

  boolean(depth) {
    if (depth <= 0) return this.pick('b', 'true', 'false', 'z', 'n > 3', 't = "abc"', 'm < 0')
    const sub = () => this.boolean(depth - 1)
    switch (this.below(11)) {
      case 0: return `(${sub()}) and (${sub()})`
      case 1: return `(${sub()}) or (${sub()})`
      case 2: return `not(${sub()})`
      case 3: return `(${this.number(depth - 1)}) ${this.pick('=', '!=', '<', '<=', '>', '>=')} (${this.number(depth - 1)})`
      case 4: return `(${this.text(depth - 1)}) ${this.pick('=', '!=', '<', '>=')} (${this.text(depth - 1)})`
      case 5: return `(${this.number(depth - 1)}) between ${this.pick('-3', '0', '1')} and ${this.pick('1', '2.5', '100')}`
      case 6: return `(${this.number(depth - 1)}) in ${this.pick('[1..5]', '(1..5]', '[-3..2.5)', '(> 2)', '(<= 1)', '(1, 2, 3)')}`
      case 7: return `${this.pick('some', 'every')} x in ${this.numbers(depth - 1)} satisfies x ${this.pick('>', '<=', '=')} ${this.number(0)}`
      case 8: return `${this.pick('contains', 'starts with', 'ends with')}(${this.text(depth - 1)}, ${this.text(0)})`
      case 9: return `list contains(${this.numbers(depth - 1)}, ${this.pick('1', '2', '3', 'n')})`
      default: return `${this.pick('all', 'any')}([${this.boolean(0)}, ${this.boolean(0)}])`
    }
  }

  text(depth) {
    if (depth <= 0) return this.pick('s', 't', '""', '"a"', '"B c"', 'c.d', '"三级"')
    const sub = () => this.text(depth - 1)
    switch (this.below(7)) {
      case 0: return `(${sub()}) + (${sub()})`
      case 1: return `upper case(${sub()})`
      case 2: return `lower case(${sub()})`
      case 3: return `substring before(${sub()}, ${this.text(0)})`
      case 4: return `substring after(${sub()}, ${this.text(0)})`
      case 5: return `substring(${this.pick('s', 't', '"三级会议"')}, ${this.pick('1', '2', '-1')})`
      default: return `string join(w, ${this.text(0)})`
    }
  }

  numbers(depth) {
    if (depth <= 0) return this.pick('l', '[1, 2, 3]', '[5]', '[n, m]', '[2, 2, 1]')
    const sub = () => this.numbers(depth - 1)
    switch (this.below(8)) {
      case 0: return `for x in ${sub()} return x * ${this.number(0)}`.replace(/^/, '(') + ')'
      case 1: return `(${sub()})[item > ${this.pick('0', '1', '2')}]`
      case 2: return `concatenate(${sub()}, ${sub()})`
      case 3: return `reverse(${sub()})`
      case 4: return `append(${sub()}, ${this.pick('1', '9')})`
      case 5: return `distinct values(${sub()})`
      case 6: return `(for x in ${this.pick('1..3', '2..5')} return x + ${this.pick('0', '1', 'n')})`
      default: return `union(${sub()}, ${sub()})`
    }
  }

  list(depth) {
    if (depth <= 0) return this.pick('l', 'w', 'rows.g', 'c.k', '[]')
    switch (this.below(5)) {
      case 0: return this.numbers(depth)
      case 1: return `rows[g > ${this.pick('0', '1', '2')}].v`
      case 2: return `rows[v = "x"].g`
      case 3: return `[${this.any(depth - 1)}, ${this.any(depth - 1)}]`
      default: return `flatten([${this.numbers(depth - 1)}, [${this.numbers(0)}]])`
    }
  }

  context(depth) {
    const inside = `{a: ${this.any(depth - 1)}, e: ${this.number(depth - 1)}}`
    return this.pick(inside, `${inside}.e`, `get value(${inside}, "e")`, `${inside}.missing`)
  }
}
