// Decides how a period of ISO 8601 looks in a form of number and unit, and in words. Periods that one number and one
// unit cannot say are left as text. It computes no dates.

export type PeriodUnit = 'months' | 'weeks' | 'days' | 'hours' | 'minutes'
export interface Period {
  amount: number
  unit: PeriodUnit
}

const patterns: [RegExp, PeriodUnit][] = [
  [/^(-?)P(\d+)M$/, 'months'],
  [/^(-?)P(\d+)W$/, 'weeks'],
  [/^(-?)P(\d+)D$/, 'days'],
  [/^(-?)PT(\d+)H$/, 'hours'],
  [/^(-?)PT(\d+)M$/, 'minutes'],
]
const forms: Record<PeriodUnit, (amount: number) => string> = {
  months: (n) => `P${n}M`,
  weeks: (n) => `P${n}W`,
  days: (n) => `P${n}D`,
  hours: (n) => `PT${n}H`,
  minutes: (n) => `PT${n}M`,
}

/** The units that a form offers. With a calendar only days and hours count working time. */
export const periodUnits: PeriodUnit[] = ['days', 'hours', 'minutes', 'weeks', 'months']

/** Number and unit of a period; null when it needs more than that (`P1DT2H`, an expression). */
export function readPeriod(text: string): Period | null {
  for (const [pattern, unit] of patterns) {
    const match = pattern.exec(text.trim())
    if (match) return { amount: Number(match[2]) * (match[1] ? -1 : 1), unit }
  }
  if (/^PT0S$/.test(text.trim())) return { amount: 0, unit: 'days' }
  return null
}

/** The period as ISO 8601; negative amounts lead with a minus, nothing at all is `PT0S`. */
export function writePeriod({ amount, unit }: Period): string {
  if (amount === 0) return 'PT0S'
  return (amount < 0 ? '-' : '') + forms[unit](Math.abs(Math.trunc(amount)))
}
