// The three administrators, each at the own page: a one-time password that somebody signs in with, a role that is given, a
// day that becomes a holiday, and the security journal in which all of it stands.
import assert from 'node:assert/strict'
import { look } from './look.mjs'
import { passwordOf, people } from './people.mjs'

const newcomer = people.housing

async function giveOneTimePassword(office) {
  const seat = await office.seatFor(people.system)
  const { page } = seat
  await seat.go('组织')
  await page.getByRole('tree').getByText('青岚区', { exact: true }).waitFor()
  await look(page, 'organisation', { book: true })
  await seat.go('账号')
  await page.getByLabel('按姓名或账号查找').fill(newcomer.name)
  await page.getByRole('button', { name: '查询' }).click()
  const row = page.getByRole('row', { name: new RegExp(newcomer.name) })
  await row.getByRole('button', { name: '发一次性密码' }).click()
  await page.getByRole('button', { name: '确定' }).click()
  const dialogue = page.getByRole('dialog', { name: `${newcomer.name}的一次性密码` })
  const password = (await dialogue.locator('.password').innerText()).trim()
  await look(page, 'accounts', { book: true })
  await dialogue.getByRole('button', { name: '已经记下' }).click()
  return password
}

async function signInWith(office, password) {
  const seat = await office.seat()
  const { page } = seat
  await page.goto('/')
  await seat.typeSignIn(newcomer.id, password)
  await page.getByLabel('现在的密码').fill(password)
  await page.getByLabel('新密码', { exact: true }).fill(passwordOf(newcomer))
  await page.getByLabel('再输一遍新密码').fill(passwordOf(newcomer))
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.getByRole('heading', { name: `${newcomer.name}，您好` }).waitFor()
}

async function giveRole(office) {
  const seat = await office.seatFor(people.security)
  const { page } = seat
  await seat.go('组织')
  await page.getByLabel('按姓名或职务查找').fill(newcomer.name)
  const row = page.getByRole('row', { name: new RegExp(newcomer.name) })
  await row.getByRole('button', { name: '授予角色' }).click()
  const dialogue = page.getByRole('dialog', { name: `${newcomer.name}的角色` })
  await dialogue.getByRole('button', { name: '增加一个角色' }).click()
  await dialogue.getByLabel('角色', { exact: true }).last().click({ force: true })
  await page.keyboard.type('社区经办人')
  await page.getByRole('option', { name: '社区经办人' }).first().click()
  await look(page, 'roles', { book: true })
  await dialogue.getByRole('button', { name: '保存' }).click()
  await row.getByText('社区经办人').waitFor()
  await seat.go('权限')
  await page.getByRole('heading', { level: 1, name: '权限' }).waitFor()
  await seat.settled()
  await look(page, 'permissions', { book: true })
}

async function makeHoliday(office) {
  const seat = await office.seatFor(people.designer)
  const { page } = seat
  await seat.go('日历')
  await seat.settled()
  const day = page.locator('.month .day.working').nth(16)
  await day.click()
  await page.getByLabel('名称', { exact: true }).fill('全区演练')
  await page.getByRole('button', { name: '放假' }).click()
  await page.getByLabel('说明（必填）').fill('全区应急演练，停止办公一天')
  await look(page, 'calendar', { book: true })
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await page.getByText('日历的新版本已经生效').waitFor()
}

async function readSecurityJournal(office) {
  const seat = await office.seatFor(people.audit)
  const { page } = seat
  await seat.go('安全日志')
  await page.getByRole('row').filter({ hasText: newcomer.name }).first().waitFor()
  assert.ok(await page.getByRole('row').filter({ hasText: '发放一次性密码' }).filter({ hasText: newcomer.name }).count(), 'it says who gave the password')
  await page.getByRole('button', { name: '校验安全日志' }).click()
  await page.getByText(/安全日志完整，共 \d+ 条/).waitFor()
  await look(page, 'security-journal', { book: true })
  assert.equal(await page.locator('#menu').getByRole('link', { name: '账号', exact: true }).count(), 0, 'the audit administrator manages no accounts')
}

async function walk(office) {
  await signInWith(office, await giveOneTimePassword(office))
  await giveRole(office)
  await makeHoliday(office)
  await readSecurityJournal(office)
}

export default { title: 'three administrators give a password, a role, a holiday, and read what was done', walk }
