// Decides how the fields of a form and what a step says about them make one table. It reads no form file.

export interface FieldRow {
  key: string
  /** '' = as the form says. */
  access: string
  required: string
}
export interface ShownRow extends FieldRow {
  label: string
}

/** All fields of the form in its order, then those that the step names and the form lacks. */
export function accessRows(fields: { key: string; label?: string }[], stored: FieldRow[]): ShownRow[] {
  const known = new Map(stored.map((row) => [row.key, row]))
  const shown = fields.map(({ key, label }) => ({
    key,
    label: label || key,
    access: known.get(key)?.access ?? '',
    required: known.get(key)?.required ?? ''
  }))
  const keys = new Set(fields.map((field) => field.key))
  return [...shown, ...stored.filter((row) => !keys.has(row.key)).map((row) => ({ ...row, label: row.key }))]
}

/** The step's rows after a change of one; a row that says nothing goes away. Only what may be edited is required. */
export function withAccess(stored: FieldRow[], key: string, part: Partial<FieldRow>): FieldRow[] {
  const before = stored.find((row) => row.key === key) ?? { key, access: '', required: '' }
  const after = { ...before, ...part }
  if (after.access === 'readonly' || after.access === 'hidden') after.required = ''
  const empty = !after.access && !after.required
  if (!stored.includes(before)) return empty ? stored : [...stored, after]
  return stored.flatMap((row) => (row === before ? (empty ? [] : [after]) : [row]))
}
