// Decides what of a page's accessibility fails a journey: what axe calls serious or critical.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const grave = ['serious', 'critical']

function inWords(violation) {
  const places = violation.nodes.slice(0, 3).map((node) => `    ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1, 3).join(' ').trim()}`)
  return [`  ${violation.impact} ${violation.id}: ${violation.help} (${violation.nodes.length})`, ...places].join('\n')
}

/** What is grave on the page as it stands, in words; empty if nothing is. */
export async function graveFaults(page) {
  // Evaluated by the browser's own debugger, which the page's policy on scripts does not concern.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const answer = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return answer.violations.filter((violation) => grave.includes(violation.impact)).map(inWords)
}
