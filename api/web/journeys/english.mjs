// In English, the pages' own words are English: head, menu, headings, buttons, labels, tables. What people wrote stays as they
// wrote it.
import assert from 'node:assert/strict'
import { everyPage } from './every_page.mjs'
import { look } from './look.mjs'
import { hazardAt, taskOf } from './quick_cases.mjs'

/** What the page says in its own words: head, menu, headings, buttons, labels, tables. */
function ownWords() {
  const own = 'header button, header a, nav a, h2, legend, th, label, button, p, [role=tab], [role=menuitem], [role=status], [title], [aria-label]'
  const written = '.bh-form *, .el-popper *, th[scope=row], .task-list *, .case-list *, .cards *, td *, dd, li *, option, svg *, .fjs-form *, .fjs-form-preview *, .tjs-container *, .bh-views button, .bh-decision ~ .bh-side label, code, pre'
  const texts = (it) => [it.title, it.getAttribute('aria-label'), it.childElementCount ? '' : it.textContent]
  return [...document.querySelectorAll(own)]
    .filter((it) => !it.matches(written) && it.lang !== 'zh-CN')
    .flatMap(texts)
    .filter(Boolean)
}

/** Names that people gave: of people, units, roles, processes and their groups, decisions, forms, calendars, cases. */
async function givenNames({ admin }) {
  const org = await admin.call('GET', '/org')
  const lists = await Promise.all(['/processes', '/decisions', '/forms', '/calendars', '/instances?view=all'].map((path) => admin.call('GET', path)))
  const made = lists.flatMap((list) => list.items).flatMap((it) => [it.name, it.title, it.category])
  const people = [...org.people, ...org.units, ...org.roles, ...org.groups].flatMap((it) => [it.name, it.position])
  return [...made, ...people].filter(Boolean).sort((a, b) => b.length - a.length)
}

const han = /\p{Script=Han}/u
const isChinese = (names) => (text) => han.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text))

async function walk(office) {
  const item = await hazardAt(office, 'confirm-grade', 'Leaking roof')
  const { id: task } = await taskOf(office, (await hazardAt(office, 'verify', 'Cracked wall')).id, 'verify')
  const chinese = isChinese(await givenNames(office))
  const found = []
  for (const { who, pages } of everyPage({ case: item.id, task })) {
    const seat = await office.seatFor(who)
    await seat.page.getByRole('button', { name: 'English' }).click()
    await seat.page.getByRole('button', { name: 'Sign out' }).waitFor()
    for (const one of pages.filter((page) => !page.name)) {
      await seat.page.goto(one.at)
      await seat.settled()
      await one.then?.(seat.page)
      for (const words of (await seat.page.evaluate(ownWords)).filter(chinese)) found.push(`${one.at}: ${words}`)
      if (one.at === '/') await look(seat.page, 'english')
    }
    await seat.leave()
  }
  assert.deepEqual(found, [], found.join('\n'))
}

export default { title: 'in English no word of the shell is Chinese', walk }
