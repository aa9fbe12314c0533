// Decides how the rules that fired are lit in the open table: by an attribute on their cells, which the library leaves
// alone.

/** Lights these rules and no others. */
export function lightRules(container: HTMLElement, rules: string[]): void {
  const fired = new Set(rules)
  container.querySelectorAll<HTMLElement>('[data-row-id]').forEach((cell) => {
    cell.toggleAttribute('data-fired', fired.has(cell.dataset.rowId ?? ''))
  })
}
