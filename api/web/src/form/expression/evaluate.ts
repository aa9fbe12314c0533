// Decides what an expression of a form answers over the form's values, with FEEL's three-valued logic: what cannot be said is
// null, never an exception.
import type { Node } from './read'

type Values = Record<string, unknown>
type Operation = (left: unknown, right: unknown) => unknown

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const given = (value: unknown) => (value === undefined ? null : value)

function isEqual(left: unknown, right: unknown): boolean | null {
  if (left === null || right === null) return left === right
  if (typeof left !== typeof right || Array.isArray(left) !== Array.isArray(right)) return null
  if (typeof left !== 'object') return left === right
  return JSON.stringify(left) === JSON.stringify(right)
}

function compared(left: unknown, right: unknown, holds: (order: number) => boolean): boolean | null {
  if (isNumber(left) && isNumber(right)) return holds(left - right)
  // Dates and times stand in forms as ISO texts, whose order is the order of their letters.
  if (isText(left) && isText(right)) return holds(left < right ? -1 : left > right ? 1 : 0)
  return null
}

function negated(value: unknown): boolean | null {
  return typeof value === 'boolean' ? !value : null
}

function and(left: unknown, right: unknown): boolean | null {
  if (left === false || right === false) return false
  return left === true && right === true ? true : null
}

function or(left: unknown, right: unknown): boolean | null {
  if (left === true || right === true) return true
  return left === false && right === false ? false : null
}

const arithmetic =
  (count: (a: number, b: number) => number): Operation =>
  (left, right) => {
    if (!isNumber(left) || !isNumber(right)) return null
    const result = count(left, right)
    return Number.isFinite(result) ? result : null
  }

const operations: Record<string, Operation> = {
  and,
  or,
  '=': isEqual,
  '!=': (a, b) => negated(isEqual(a, b)),
  '<': (a, b) => compared(a, b, (order) => order < 0),
  '<=': (a, b) => compared(a, b, (order) => order <= 0),
  '>': (a, b) => compared(a, b, (order) => order > 0),
  '>=': (a, b) => compared(a, b, (order) => order >= 0),
  '+': (a, b) => (isText(a) && isText(b) ? a + b : arithmetic((x, y) => x + y)(a, b)),
  '-': arithmetic((x, y) => x - y),
  '*': arithmetic((x, y) => x * y),
  '/': arithmetic((x, y) => x / y),
  '**': arithmetic((x, y) => x ** y)
}

const listOf = (inputs: unknown[]) => (inputs.length === 1 && Array.isArray(inputs[0]) ? inputs[0] : inputs)
const numbersOf = (inputs: unknown[]) => {
  const list = listOf(inputs)
  return list.length > 0 && list.every(isNumber) ? list : null
}
const ofTexts =
  (answer: (a: string, b: string) => unknown) =>
  ([a, b]: unknown[]) => isText(a) && isText(b) ? answer(a, b) : null
const ofText = (answer: (a: string) => unknown) => ([a]: unknown[]) => (isText(a) ? answer(a) : null)

const functions: Record<string, (inputs: unknown[]) => unknown> = {
  not: ([value]) => negated(value),
  count: (inputs) => listOf(inputs).length,
  sum: (inputs) => numbersOf(inputs)?.reduce((a, b) => a + b, 0) ?? null,
  min: (inputs) => (numbersOf(inputs) ? Math.min(...numbersOf(inputs)!) : null),
  max: (inputs) => (numbersOf(inputs) ? Math.max(...numbersOf(inputs)!) : null),
  contains: ofTexts((a, b) => a.includes(b)),
  'starts with': ofTexts((a, b) => a.startsWith(b)),
  'ends with': ofTexts((a, b) => a.endsWith(b)),
  'string length': ofText((a) => [...a].length),
  'upper case': ofText((a) => a.toUpperCase()),
  'lower case': ofText((a) => a.toLowerCase()),
  'list contains': ([list, item]) => (Array.isArray(list) ? list.some((x) => isEqual(given(x), given(item)) === true) : null),
  'is defined': ([value]) => value !== null,
  all: (inputs) => listOf(inputs).reduce<unknown>(and, true),
  any: (inputs) => listOf(inputs).reduce<unknown>(or, false),
  number: ([value]) => (isNumber(value) ? value : isText(value) && value.trim() && isNumber(Number(value)) ? Number(value) : null),
  string: ([value]) => (value === null || typeof value === 'object' ? null : String(value)),
  date: ([value]) => (isText(value) ? value.slice(0, 10) : null),
  'date and time': ([value]) => (isText(value) ? value : null)
}

function entry(of: unknown, name: string): unknown {
  if (Array.isArray(of)) return of.map((item) => entry(item, name))
  if (of === null || typeof of !== 'object' || !Object.hasOwn(of, name)) return null
  return given((of as Values)[name])
}

/** FEEL counts from 1, and from the end with negative numbers. */
function itemAt(list: unknown, index: unknown): unknown {
  if (!Array.isArray(list) || !isNumber(index) || index === 0) return null
  return given(list[index > 0 ? index - 1 : list.length + index])
}

function isInside(value: unknown, test: Node, values: Values): boolean | null {
  if (test.kind === 'test') return operations[test.operator]!(value, evaluate(test.right, values)) as boolean | null
  if (test.kind === 'range') {
    const low = operations[test.openLow ? '>' : '>=']!(value, evaluate(test.low, values))
    return and(low, operations[test.openHigh ? '<' : '<=']!(value, evaluate(test.high, values)))
  }
  const other = evaluate(test, values)
  return Array.isArray(other) && !Array.isArray(value)
    ? other.map((x) => isEqual(value, given(x))).reduce<boolean | null>(or, false)
    : isEqual(value, other)
}

export function evaluate(node: Node, values: Values): unknown {
  switch (node.kind) {
    case 'constant':
      return node.value
    case 'name':
      return Object.hasOwn(values, node.name) ? given(values[node.name]) : null
    case 'path':
      return entry(evaluate(node.of, values), node.name)
    case 'item':
      return itemAt(evaluate(node.of, values), evaluate(node.index, values))
    case 'list':
      return node.items.map((item) => evaluate(item, values))
    case 'minus':
      return arithmetic((a, b) => a - b)(0, evaluate(node.of, values))
    case 'binary':
      return operations[node.operator]!(evaluate(node.left, values), evaluate(node.right, values))
    case 'between': {
      const of = evaluate(node.of, values)
      return and(operations['>=']!(of, evaluate(node.low, values)), operations['<=']!(of, evaluate(node.high, values)))
    }
    case 'in': {
      const of = evaluate(node.of, values)
      return node.tests.map((test) => isInside(of, test, values)).reduce<boolean | null>(or, false)
    }
    case 'if':
      return evaluate(node.condition, values) === true ? evaluate(node.yes, values) : evaluate(node.no, values)
    case 'call':
      return functions[node.name]?.(node.inputs.map((input) => evaluate(input, values))) ?? null
    case 'range':
    case 'test':
      return null
  }
}
