// Decides which differences are feelin's departures from DMN 1.5; each with the rule that it leaves. `applies` sees the
// expression's text and both answers. A difference that none of these explains is a failure.
const has = (pattern) => ({ text }) => pattern.test(text)
const isNumber = (value) => typeof value === 'number'

export const departures = [
  {
    why: 'some and every are three-valued like or and and (10.3.2.13, table 63); feelin takes null for false',
    applies: has(/satisfies[^]*\bz\b|\bz\b[^]*satisfies/)
  },
  {
    why: 'numbers are 34-digit decimals (10.3.2.3.1); feelin computes with binary doubles',
    applies: ({ ours, theirs }) => isNumber(ours) && isNumber(theirs) && Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours))
  }
]

export function explained(difference) {
  return departures.find((one) => one.applies(difference))?.why
}
