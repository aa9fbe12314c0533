// What goes wrong on an ordinary day, each told in words, and nothing typed is lost: a wrong password, a session that ends
// in the middle of a form, a task taken by somebody else, a file that is too large, a server that goes away.
import assert from 'node:assert/strict'
import { act, attach, fill, open, press } from './forms.mjs'
import { look } from './look.mjs'
import { people, passwordOf } from './people.mjs'
import { photo } from './photo.mjs'
import { hazardAt } from './quick_cases.mjs'

const title = '楼道堆放杂物'
const typed = { 发生的可能性: '经常', 可能的后果: '一般', 受影响人数: '37' }

async function wrongPassword(office) {
  const right = await office.passwordFor(people.grid)
  const seat = await office.seat()
  const { page } = seat
  const refusal = page.getByRole('alert')
  await page.goto('/')
  await page.waitForURL('**/sign-in')
  await look(page, 'sign-in', { book: true })
  await seat.typeSignIn(people.grid.id, '猜一个密码')
  await refusal.getByText('账号或密码不对').waitFor()
  await look(page, 'wrong-password')
  // The first failures cost nothing; then each costs a wait that doubles.
  for (let tries = 0; tries < 8 && !(await refusal.getByText('尝试次数过多').count()); ++tries) {
    const answer = page.waitForResponse('**/api/v1/session')
    await seat.typeSignIn(people.grid.id, '再猜一个密码')
    await answer
    await refusal.waitFor()
  }
  await refusal.getByText(/尝试次数过多，请等 \d+ 秒后再试/).waitFor()
  await look(page, 'must-wait')
  await signInWhenAllowed(seat, right)
}

/** The right password is refused too while the wait lasts. */
async function signInWhenAllowed(seat, password) {
  const signedIn = seat.page.locator('header.head .who')
  for (let tries = 0; tries < 40; ++tries) {
    const answer = seat.page.waitForResponse((it) => it.url().endsWith('/session') && it.request().method() === 'POST')
    await seat.typeSignIn(people.grid.id, password)
    const response = await answer
    if (response.ok()) return signedIn.waitFor()
    const seconds = Number(response.headers()['retry-after'] ?? 1)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }
  throw new Error('Expected the wait to end, but it did not.')
}

async function oneTimePassword(office) {
  const once = await office.oneTimePassword(people.housing)
  const seat = await office.seat()
  const { page } = seat
  await page.goto('/')
  await seat.typeSignIn(people.housing.id, once)
  await page.getByText('您使用的是一次性密码').waitFor()
  const set = async (fresh) => {
    await page.getByLabel('现在的密码').fill(once)
    await page.getByLabel('新密码', { exact: true }).fill(fresh)
    await page.getByLabel('再输一遍新密码').fill(fresh)
    await page.getByRole('button', { name: '修改密码' }).click()
  }
  await set('123456')
  await page.locator('#password-fresh-fault').waitFor()
  await look(page, 'one-time-password', { book: true })
  await set(passwordOf(people.housing))
  await page.getByRole('heading', { name: /您好/ }).waitFor()
  office.passwords.set(people.housing.id, passwordOf(people.housing))
}

async function endSessions(office, person) {
  const { items } = await office.admin.call('GET', '/sessions')
  const own = items.filter((session) => session.person === person.id)
  assert.ok(own.length > 0, 'the session is listed')
  for (const session of own) await office.admin.call('DELETE', `/sessions/${session.id}`)
}

async function stillTyped(page) {
  assert.equal(await page.getByLabel('受影响人数').inputValue(), '37')
  assert.equal(await page.getByLabel(/^办理意见/).inputValue(), '写到一半的意见')
}

async function sessionEnds(office) {
  const seat = await office.seatFor(people.community)
  const { page } = seat
  await open(seat, '现场核实', title)
  await fill(page, typed)
  await endSessions(office, people.community)
  await press(page, '属实', '写到一半的意见')
  const dialogue = page.getByRole('dialog', { name: '登录已过期' })
  await dialogue.waitFor()
  await look(page, 'session-ended', { book: true })
  await dialogue.getByLabel('密码', { exact: true }).fill('不是这个')
  await dialogue.locator('button[type=submit]').click()
  await dialogue.getByText('账号或密码不对').waitFor()
  await stillTyped(page)
  await dialogue.getByLabel('密码', { exact: true }).fill(await office.passwordFor(people.community))
  await dialogue.locator('button[type=submit]').click()
  // What was being sent is sent again: nobody presses the button twice.
  await page.waitForURL('**/tasks/mine')
  await page.locator('.el-message', { hasText: '已办理' }).first().waitFor()
}

async function goToOffered(seat) {
  await seat.go('任务')
  await seat.page.getByRole('link', { name: '待领取' }).click()
  await seat.page.locator('.task-list a.title', { hasText: '安排督查日期' }).first().click()
  await claimOf(seat).waitFor()
}

const claimOf = (seat) => seat.page.getByRole('button', { name: '领取', exact: true })

async function maySeeOnly(seat) {
  await seat.page.getByText(`已被${people.inspector.name}`).first().waitFor()
  await claimOf(seat).waitFor({ state: 'detached' })
  assert.equal(await seat.page.locator('.buttons').count(), 0, 'who came second may only look')
}

/** One of two others hears of it while the page is open; the other only by the answer to the click. */
async function takenMeanwhile(office) {
  const first = await office.seatFor(people.inspector)
  const hears = await office.seatFor(people.otherInspector)
  const deaf = await office.seat()
  await deaf.page.route('**/api/v1/events**', (route) => route.fulfill({ status: 204 }))
  await deaf.signIn(people.otherInspector.id, await office.passwordFor(people.otherInspector))
  for (const seat of [first, hears, deaf]) await goToOffered(seat)
  await claimOf(first).click()
  await first.page.locator('section[aria-label="办理"] .buttons').waitFor()
  await maySeeOnly(hears)
  await claimOf(deaf).click()
  await maySeeOnly(deaf)
  await look(hears.page, 'taken-meanwhile', { book: true })
}

async function fileTooLarge(office, seat) {
  const { page } = seat
  await open(seat, '当场整改', '灭火器过期')
  const chooser = page.getByLabel('为“整改前照片”选择文件')
  await chooser.setInputFiles({ name: '录像.png', mimeType: 'image/png', buffer: Buffer.alloc(20 * 1024 * 1024, 1) })
  await page.getByText(/“录像\.png”超过 \d+ MB，没有上传/).waitFor()
  await look(page, 'file-too-large', { book: true })
  // Looks like a picture by its name; its bytes say otherwise, and the server looks at those.
  await chooser.setInputFiles({ name: '程序.png', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\x00 not a picture') })
  await page.getByText('“程序.png”没有传上去').waitFor()
  await attach(page, '整改前照片', photo('前.png', [150, 60, 50]))
  await attach(page, '整改后照片', photo('后.png', [60, 140, 80]))
}

async function serverGoesAway(office, seat) {
  const { page } = seat
  await fill(page, { 整改说明: '已更换灭火器' })
  seat.watchful.serverMayBeGone = true
  for (const other of office.seats) other.watchful.serverMayBeGone = true
  await office.program.kill()
  await press(page, '提交')
  await page.getByText('服务器暂时连不上').first().waitFor()
  assert.equal(await page.getByLabel('整改说明').inputValue(), '已更换灭火器')
  await look(page, 'server-away', { book: true })
  await office.program.start()
  await page.locator('.away').waitFor({ state: 'detached' })
  await act(page, '提交')
}

async function refusalsAndUploads(office) {
  const item = await hazardAt(office, 'verify', '灭火器过期')
  const { items } = await office.admin.call('GET', `/tasks?view=all&instance=${item.id}`)
  const variables = { on_the_spot: true, likelihood: '偶尔', consequence: '轻微' }
  await office.admin.call('POST', `/tasks/${items[0].id}/complete`, { outcome: '属实', opinion: '现场可改', variables }, people.community.id)
  const seat = await office.seatFor(people.community)
  await fileTooLarge(office, seat)
  await serverGoesAway(office, seat)
}

export default [
  { title: 'a wrong password is told in words and costs a wait', walk: wrongPassword },
  { title: 'a one-time password opens nothing but the choice of one’s own', walk: oneTimePassword },
  {
    title: 'a session that ends in the middle of a form loses nothing that was typed',
    walk: async (office) => {
      await hazardAt(office, 'verify', title)
      await sessionEnds(office)
    }
  },
  {
    title: 'a task taken by somebody else meanwhile says by whom',
    walk: async (office) => {
      await hazardAt(office, 'schedule-inspection', title)
      await takenMeanwhile(office)
    }
  },
  { title: 'a file too large, a file in disguise, and a server that goes away and comes back', walk: refusalsAndUploads }
]
