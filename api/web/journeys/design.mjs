// A designer changes the hazard process in the browser: a step with people and a form, drawn onto the way, explained in a
// note, put into use; a new case then takes the new way while one that was begun before keeps the old.
import assert from 'node:assert/strict'
import { act, fill, open, start } from './forms.mjs'
import { look } from './look.mjs'
import { people } from './people.mjs'
import { hazardAt, taskOf } from './quick_cases.mjs'
import { desk } from './seat.mjs'

const step = '值班长派单'
const hazard = {
  隐患名称: '窨井盖破损', 隐患类别: '道路交通', 地点: '青石路口', 场所: '公共道路', 所在街道: '梧桐街道', '所在社区（村）': '青石社区', 来源: '网格巡查'
}

async function openEditor(seat) {
  const { page } = seat
  await seat.go('流程设计')
  await page.getByRole('heading', { level: 1, name: '流程设计' }).waitFor()
  await look(page, 'design-list', { book: true })
  await page.getByRole('button', { name: '隐患排查整治闭环', exact: true }).click()
  await page.locator('.djs-palette').waitFor()
  await page.getByText('没有发现问题').first().waitFor({ timeout: 60_000 })
  await look(page, 'design-editor', { book: true })
}

const shape = (page, id) => page.locator(`.djs-element[data-element-id="${id}"]`).first()
const middleOf = async (place) => {
  const box = await place.boundingBox()
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Near enough to hit a line with the mouse. */
async function comeNear(page, id) {
  const [x, y] = await middleOf(shape(page, id))
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 12; ++turn) {
    const box = await shape(page, id).boundingBox()
    if (box.width > 60) break
    await page.mouse.move(...(await middleOf(shape(page, id))))
    await page.mouse.wheel(0, -120)
    await page.waitForTimeout(60)
  }
  await page.keyboard.up('Control')
}

/** Takes a task from the palette and lets it go on the flow between two steps. */
async function drawOnto(page, flow) {
  await comeNear(page, flow)
  await page.locator('.djs-palette [data-action="create.task"]').click()
  const [x, y] = await middleOf(shape(page, flow))
  await page.mouse.move(x - 20, y - 8)
  await page.mouse.move(x, y, { steps: 5 })
  await page.mouse.click(x, y)
  await page.locator('.djs-direct-editing-parent').waitFor()
  await page.keyboard.type(step)
  await page.locator('.djs-direct-editing-content').blur()
  await moveBy(page, [x, y], [x - 15, y + 95])
}

/** Out of the way of its neighbours: the lines follow. */
async function moveBy(page, from, to) {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(from[0], from[1] + 20, { steps: 4 })
  await page.mouse.move(...to, { steps: 6 })
  await page.mouse.up()
}

async function setUp(page) {
  const panel = page.locator('.bh-panel')
  const name = panel.getByLabel('名称', { exact: true })
  await name.waitFor()
  await name.fill(step)
  await name.press('Enter')
  await panel.getByLabel('派给谁').selectOption({ label: '某单位的某个角色' })
  await panel.getByLabel('角色', { exact: true }).selectOption({ label: '街道评估分派员' })
  const unit = panel.getByLabel('哪个单位')
  await unit.fill('street')
  await unit.press('Tab')
  assert.equal(await unit.inputValue(), 'street', 'a name typed in full is kept')
  await unit.blur()
  await panel.getByLabel('用哪张表单').selectOption({ label: '协同配合' })
  await panel.getByLabel('配合情况：必填').check()
  await page.getByText('没有发现问题').first().waitFor({ timeout: 60_000 })
  await name.scrollIntoViewIfNeeded()
  await look(page, 'design-step', { book: true })
}

async function deploy(page) {
  await page.getByText(/没有发现问题/).first().waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: '启用新版本' }).click()
  const dialogue = page.getByRole('dialog', { name: /^启用/ })
  const now = dialogue.getByRole('button', { name: '启用', exact: true })
  await dialogue.getByLabel('改了什么').waitFor()
  await now.click()
  await dialogue.getByText('请写明改了什么').waitFor()
  await dialogue.getByLabel('改了什么').fill('立案后先由值班长派单')
  await look(page, 'design-deploy', { book: true })
  await now.click()
  await page.getByText('新版本已启用').waitFor({ timeout: 60_000 })
}

async function versions(seat) {
  const { page } = seat
  await seat.go('流程设计')
  await page.getByRole('button', { name: '隐患排查整治闭环的历次版本' }).click()
  const dialogue = page.getByRole('dialog')
  await dialogue.getByText('立案后先由值班长派单').waitFor()
  await dialogue.getByText(people.designer.name).first().waitFor()
  await look(page, 'design-versions', { book: true })
}

async function walk(office) {
  const old = await hazardAt(office, 'verify', '改图以前立的案')
  const seat = await office.seatFor(people.designer, { size: { ...desk, width: 1440 } })
  await openEditor(seat)
  await drawOnto(seat.page, 'f-register--verify')
  await setUp(seat.page)
  await deploy(seat.page)
  await versions(seat)

  const reporter = await office.seatFor(people.grid)
  await start(reporter, '隐患排查整治闭环', hazard)
  await reporter.page.getByText(step).first().waitFor()
  const dispatcher = await office.seatFor(people.grader)
  await open(dispatcher, step, '窨井盖破损')
  await fill(dispatcher.page, { 配合情况: '请青石社区今天到现场' })
  await act(dispatcher.page, '提交')
  const handler = await office.seatFor(people.community)
  await open(handler, '现场核实', '窨井盖破损')
  assert.ok(await taskOf(office, old.id, 'verify'), 'a case begun before keeps its way')
}

export default { title: 'a designer adds a step in the browser and a new case takes the new way', walk }
