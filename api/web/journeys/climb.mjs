// A matter climbs from the community's meeting to the street's and to the district's, which settles it; all in the pages.
import assert from 'node:assert/strict'
import { act, day, fill, moment, open, start } from './forms.mjs'
import { look } from './look.mjs'
import { people } from './people.mjs'

const subject = '消防通道整治'

/** One meeting: called, answered, held, its minutes signed by all. */
async function meet(seats, convener, members, outcome) {
  await open(convener, '召集会议', subject)
  await fill(convener.page, { 议题: subject, 会议时间: moment(), 会议地点: '会议室', 参会成员: members.map((one) => one.name) })
  await act(convener.page, '提交')
  for (const member of members) {
    await open(seats[member.id], '报到确认', subject)
    await act(seats[member.id].page, '参加')
  }
  await open(convener, '开会并记录', subject)
  await fill(convener.page, { 会议纪要: '各单位发言记录' })
  await act(convener.page, outcome)
}

async function sign(seats, members) {
  for (const member of members) {
    await open(seats[member.id], '会签纪要', subject)
    await act(seats[member.id].page, '同意', '同意')
  }
}

async function conclude(convener, outcome, opinion, values = {}) {
  await open(convener, '会议结论', subject)
  await fill(convener.page, values)
  await act(convener.page, outcome, opinion)
}

async function settle(seats, convener) {
  await meet(seats, convener, [people.land], '形成决议')
  await open(convener, '登记一条决议', subject)
  await fill(convener.page, { 责任人: people.land.name, 要做什么: '完成通道改造', 完成时限: day(9) })
  await act(convener.page, '已列完')
  await sign(seats, [people.land])
  await open(seats[people.land.id], '落实决议', subject)
  await fill(seats[people.land.id].page, { 落实情况: '已完成改造' })
  await act(seats[people.land.id].page, '已落实')
  await conclude(convener, '已解决', '用地已确认', { 原案下一步: '按新时限继续整改', 新时限: day(30) })
}

async function walk(office) {
  const raiser = await office.seatFor(people.community)
  await start(raiser, '三级联席会议', {
    会议级别: '社区', 议题: subject, 情况说明: '车棚用地产权不清', 所在街道: '梧桐街道', '所在社区（村）': '青石社区'
  })
  const seats = {}
  for (const person of [people.fire, people.housing, people.land]) seats[person.id] = await office.seatFor(person)

  const community = await office.seatFor(people.communityHead)
  await meet(seats, community, [people.fire], '未形成决议')
  await sign(seats, [people.fire])
  await conclude(community, '超出本级权限', '用地须街道协调')

  const street = await office.seatFor(people.streetConvener)
  await meet(seats, street, [people.fire, people.housing], '未形成决议')
  await sign(seats, [people.fire, people.housing])
  await conclude(street, '未解决', '须区自然资源局确认')

  const district = await office.seatFor(people.desk)
  await settle(seats, district)

  await raiser.page.reload()
  await raiser.settled()
  await raiser.page.locator('dl.facts').getByText('已办结').waitFor()
  await look(raiser.page, 'climb-settled')
  assert.equal(await raiser.page.locator('.refusal').count(), 0)
}

export default { title: 'a matter climbs through three meetings to the district', walk }
