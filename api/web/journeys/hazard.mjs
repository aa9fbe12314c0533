// A hazard from report to 销号 through seven people, each at a page of their own, everything by clicking and typing.
import assert from 'node:assert/strict'
import { act, attach, day, fill, moment, open, start } from './forms.mjs'
import { look } from './look.mjs'
import { people } from './people.mjs'
import { photo } from './photo.mjs'
import { phone } from './seat.mjs'

const title = '消防通道堵塞'
const before = photo('整改前.png', [150, 60, 50])
const after = photo('整改后.png', [60, 140, 80])

async function report(office) {
  const seat = await office.seatFor(people.grid, { size: phone })
  await look(seat.page, 'workbench-phone', { book: true })
  const number = await start(seat, '隐患排查整治闭环', {
    隐患名称: title, 隐患类别: '消防', 地点: '青石社区临街商铺', 场所: '沿街商铺', 所在街道: '梧桐街道',
    '所在社区（村）': '青石社区', 情况描述: '电动车占道停放，消防车进不去', 来源: '网格巡查'
  }, async () => {
    await attach(seat.page, '现场照片', before)
    await look(seat.page, 'report-phone', { book: true })
  })
  assert.match(number, /^QL-WT-\d{4}-\d{5}$/)
  return { seat, number }
}

async function verify(office) {
  const seat = await office.seatFor(people.community)
  await seat.settled()
  await look(seat.page, 'workbench', { book: true })
  await open(seat, '现场核实', title)
  await fill(seat.page, { 发生的可能性: '偶尔', 可能的后果: '轻微', 受影响人数: '20' })
  await look(seat.page, 'task', { book: true })
  await act(seat.page, '属实', '已到现场查看，情况属实')
}

async function gradeAndAssign(office) {
  const seat = await office.seatFor(people.grader)
  await open(seat, '评估定级', title)
  await act(seat.page, '采纳', '同意建议等级')
  await open(seat, '归口分派', title)
  await fill(seat.page, {
    主责单位: '梧桐街道消防工作站', 主责岗位: '职能部门经办人', 责任领导: people.fireHead.name, 责任人: people.fire.name
  })
  await look(seat.page, 'assign')
  await act(seat.page, '提交')
}

async function plan(office) {
  const seat = await office.seatFor(people.fire)
  await open(seat, '主责单位认领', title)
  await act(seat.page, '认领')
  await open(seat, '制定整改方案', title)
  await fill(seat.page, {
    整改目标: '通道畅通', 整改措施: '划线、设桩、建集中充电棚', '所需资金（元）': '20000', 整改时限: day(20),
    整改责任人: '消防工作站专干', 整改期间的防护措施: '整改期间专人值守'
  })
  await act(seat.page, '提交')
  return seat
}

async function approvePlan(office) {
  const seat = await office.seatFor(people.approver)
  await open(seat, '街道审批方案', title)
  await act(seat.page, '同意', '方案具体可行')
  return seat
}

async function rectify(office, owner) {
  await open(owner, '组织整改', title)
  await fill(owner.page, { 进展情况: '已完成' })
  await attach(owner.page, '整改后照片', after)
  await act(owner.page, '整改完成', '已整改到位')
  const helper = await office.seatFor(people.emergency)
  await open(helper, '协同单位配合', title)
  await fill(helper.page, { 配合情况: '已派员配合' })
  await act(helper.page, '已配合完成')
}

/** The day of the visit is now: the program waits for no other. */
async function inspect(office) {
  const seat = await office.seatFor(people.inspector)
  await open(seat, '安排督查日期', title)
  await fill(seat.page, { 督查时间: moment() })
  await act(seat.page, '提交')
  await open(seat, '现场督查（四问）', title)
  await fill(seat.page, { '情况清楚吗？': '是', '方案具体吗？': '是', '责任落实吗？': '是', '效果明显吗？': '是' })
  await look(seat.page, 'inspection')
  await act(seat.page, '提交', '四问都过')
}

async function close(owner, approver) {
  await open(owner, '申请销号', title)
  await fill(owner.page, { 整改结果: '通道恢复畅通' })
  await act(owner.page, '提交')
  await open(approver, '销号审批', title)
  await act(approver.page, '同意', '同意销号')
}

/** The reporter sees all of it on the page of the case, and the message that it is struck off. */
async function readBack({ seat, number }) {
  const { page } = seat
  await page.reload()
  await seat.settled()
  const story = page.locator('ol.timeline')
  for (const words of ['情况属实', '同意建议等级', '方案具体可行', '已整改到位', '四问都过', '同意销号']) {
    await story.getByText(words).first().waitFor()
  }
  await look(page, 'case-phone', { book: true })
  await page.locator('details summary').click()
  await page.locator('details svg .djs-element, details svg g.djs-element').first().waitFor({ state: 'attached' })
  await look(page, 'case-diagram')
  await seat.go('消息')
  await page.getByText('已整改销号').first().waitFor()
  assert.ok(await page.getByText(number).count(), 'the message names the case')
}

async function walk(office) {
  const reported = await report(office)
  await verify(office)
  await gradeAndAssign(office)
  const owner = await plan(office)
  const approver = await approvePlan(office)
  await rectify(office, owner)
  await inspect(office)
  await close(owner, approver)
  await readBack(reported)
}

export default { title: 'a hazard goes from report to 销号 through seven people', walk }
