// A supervisor finds who sat on a case, reads what happened, looks at an earlier moment, and verifies that the record was
// not touched.
import assert from 'node:assert/strict'
import { look } from './look.mjs'
import { people } from './people.mjs'
import { hazardAt } from './quick_cases.mjs'

const title = '地下车库排烟机停用'

async function whoSitsOnIt(seat) {
  const { page } = seat
  await seat.go('督查审计')
  await page.getByRole('tab', { name: '压在谁手里' }).click()
  const row = page.getByRole('row', { name: new RegExp(people.fire.name) })
  await row.waitFor()
  await look(page, 'holding', { book: true })
  const [, unit, open] = await row.getByRole('cell').allInnerTexts()
  assert.equal(unit, '梧桐街道消防工作站')
  assert.ok(Number(open) >= 1, 'the owner has the case in hand')
}

async function whoDidWhat(seat) {
  const { page } = seat
  await page.getByRole('tab', { name: '谁做了什么' }).click()
  const panel = page.getByRole('tabpanel', { name: '谁做了什么' })
  await panel.getByLabel('关键词').fill(title)
  await panel.getByRole('button', { name: '查询' }).click()
  const row = panel.getByRole('row').filter({ hasText: '归口分派' }).filter({ hasText: people.grader.name })
  await row.waitFor()
  await look(page, 'acts', { book: true })
  await row.getByRole('link', { name: new RegExp(title) }).click()
}

async function readAndVerify(seat) {
  const { page } = seat
  await page.locator('ol.story').waitFor()
  await page.locator('ol.story').getByText(people.community.name).first().waitFor()
  await look(page, 'story', { book: true })
  await page.getByRole('button', { name: '校验记录' }).click()
  await page.getByRole('heading', { name: '记录完整，没有被改动' }).waitFor()
  await look(page, 'verified', { book: true })
}

async function asItWas(seat) {
  const { page } = seat
  await page.getByRole('tab', { name: '当时的样子' }).click()
  const slider = page.getByLabel('选择时刻')
  await slider.waitFor()
  await slider.fill('1')
  await page.locator('.past').getByText(/^第 1 条/).waitFor()
  await page.locator('.past li', { hasText: '现场核实' }).waitFor()
  await look(page, 'as-of')
  await page.getByRole('tab', { name: '逐条记录' }).click()
  await page.getByRole('columnheader', { name: '本条的校验值' }).waitFor()
}

async function liveCounts(seat) {
  const { page } = seat
  await seat.go('运行监控')
  await page.locator('svg .djs-element').first().waitFor({ state: 'attached' })
  await page.getByRole('link', { name: new RegExp(title) }).waitFor()
  await look(page, 'watch', { book: true })
  await page.getByRole('link', { name: new RegExp(title) }).click()
  await page.getByText('制定整改方案').first().waitFor()
  await look(page, 'watch-case', { book: true })
}

async function walk(office) {
  await hazardAt(office, 'make-plan', title)
  const seat = await office.seatFor(people.desk)
  await whoSitsOnIt(seat)
  await whoDidWhat(seat)
  await readAndVerify(seat)
  await asItWas(seat)
  await liveCounts(seat)
}

export default { title: 'a supervisor finds who sat on a case and verifies the record', walk }
