// With the keyboard alone: sign in, find a task in the list, fill in its form, act.
import assert from 'node:assert/strict'
import { look } from './look.mjs'
import { people } from './people.mjs'
import { hazardAt } from './quick_cases.mjs'

const title = '路灯不亮'
const farthest = 80

const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement
    const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : ''
    return `${at?.textContent?.trim().slice(0, 60) ?? ''}|${label?.trim() ?? ''}|${at?.getAttribute('aria-label') ?? ''}`
  })

/** Presses Tab until the control with these words has the keyboard. */
async function tabTo(page, words) {
  for (let step = 0; step < farthest; ++step) {
    await page.keyboard.press('Tab')
    if ((await focused(page)).split('|').some((text) => text.startsWith(words))) return
  }
  throw new Error(`Expected to reach ${words} by Tab, but it was not reached.`)
}

async function signIn(seat, password) {
  const { page } = seat
  await page.goto('/sign-in')
  await page.waitForFunction(() => document.activeElement?.id === 'sign-in-person')
  await page.keyboard.type(people.community.id)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.locator('header.head .who').waitFor()
}

async function walk(office) {
  await hazardAt(office, 'verify', title)
  const seat = await office.seat()
  const { page } = seat
  await signIn(seat, await office.passwordFor(people.community))
  await tabTo(page, '任务')
  await page.keyboard.press('Enter')
  await page.locator('.task-list').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the keyboard is at the heading of the new page')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '现场核实' }).waitFor()
  await tabTo(page, '发生的可能性')
  await page.keyboard.type('偶')
  await tabTo(page, '可能的后果')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, '受影响人数')
  await page.keyboard.type('12')
  await tabTo(page, '办理意见')
  await page.keyboard.type('情况属实')
  await tabTo(page, '属实')
  await look(page, 'keyboard')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/tasks/mine')
  await page.locator('.el-message', { hasText: '已办理' }).first().waitFor()
  await page.getByText('没有待办任务').waitFor()
}

export default { title: 'with the keyboard alone: sign in, open a task, complete it', walk }
