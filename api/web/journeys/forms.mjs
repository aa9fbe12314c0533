// Decides how a journey fills in a form and acts on a task: by the labels and buttons that staff see, never by an id.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const named = (label) => new RegExp(`^\\s*${escaped(label)}\\s*(（必填）)?\\s*$`)

/** Local time of the browsers (Seat) as a datetime-local input takes it, so many minutes from now. */
export function moment(minutes = 0) {
  const there = new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000)
  return there.toISOString().slice(0, 16)
}

/** A day so many days from today, there. */
export const day = (days) => moment(days * 24 * 60).slice(0, 10)

/** Lists that are searched: what is typed narrows them, here or at the server. Their words lie over the input. */
async function pickOne(page, input, label) {
  await input.click({ force: true })
  await page.keyboard.type(label)
  await page.getByRole('option', { name: label }).first().click()
}

async function fillOne(page, form, label, value) {
  const group = form.getByRole('group', { name: named(label) })
  const input = form.getByLabel(named(label))
  await group.or(input).first().waitFor()
  if (await group.count()) return group.getByLabel(value, { exact: true }).check()
  const kind = await input.first().evaluate((it) => it.getAttribute('role') ?? (it.type === 'checkbox' ? 'checkbox' : it.tagName))
  if (kind === 'checkbox') return input.first().setChecked(value)
  if (kind === 'SELECT') return input.first().selectOption({ label: value })
  if (kind !== 'combobox') return input.first().fill(value)
  for (const one of [value].flat()) await pickOne(page, input.first(), one)
  await page.keyboard.press('Escape')
}

/** `values`: label → text, label of an option (a list of them where several may be chosen), or true for a box. */
export async function fill(page, values) {
  const form = page.locator('.bh-form')
  await form.waitFor()
  for (const [label, value] of Object.entries(values)) await fillOne(page, form, label, value)
}

/** Adds a file at the field with this label and waits until it is stored. */
export async function attach(page, label, file) {
  const field = page.locator('fieldset').filter({ has: page.locator('legend', { hasText: label }) }).last()
  await field.getByLabel(`为“${label}”选择文件`).setInputFiles(file)
  await field.getByRole('link', { name: file.name }).first().waitFor()
}

const work = (page) => page.locator('section[aria-label="办理"]')

/** Writes the opinion and presses the button of the outcome; does not wait for what follows. */
export async function press(page, button, opinion) {
  if (opinion) await work(page).getByLabel(/^办理意见/).fill(opinion)
  await work(page).locator('.buttons').getByRole('button', { name: button, exact: true }).click()
}

/** Acts and waits until the page says that it is done. */
export async function act(page, button, opinion) {
  await press(page, button, opinion)
  await page.waitForURL('**/tasks/mine')
  await page.locator('.el-message', { hasText: '已办理' }).first().waitFor()
}

/** Opens the newest task of this name among one's own, or takes it from those that wait for somebody. */
export async function open(seat, task, about = '') {
  const { page } = seat
  const link = page.locator('.task-list a.title', { hasText: task }).filter({ hasText: about })
  await seat.go('任务')
  await page.waitForURL('**/tasks/mine')
  await seat.settled()
  if (await link.count()) return enter(page, link, task)
  await page.getByRole('navigation', { name: '任务分类' }).getByRole('link', { name: '待领取' }).click()
  await enter(page, link, task)
  await work(page).getByRole('button', { name: '领取', exact: true }).click()
  await work(page).locator('.buttons').waitFor()
}

async function enter(page, link, task) {
  await link.first().click()
  await page.getByRole('heading', { level: 1, name: task }).waitFor()
  await work(page).waitFor()
}

/** Starts a case from its card; answers its number. */
export async function start(seat, card, values, before) {
  const { page } = seat
  await seat.go('发起')
  await page.getByRole('link', { name: card }).first().click()
  await fill(page, values)
  await before?.()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.waitForURL('**/cases/*')
  const number = page.locator('dl.facts div', { hasText: '编号' }).locator('dd')
  await number.waitFor()
  return (await number.innerText()).trim()
}
