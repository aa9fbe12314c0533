// Decides which pages there are to look at, and who opens each.
import { people } from './people.mjs'

const tab = (name) => (page) => page.getByRole('tab', { name }).click()
const drawn = (page) => page.locator('.djs-palette').first().waitFor()
const tables = (page) => page.locator('.dmn-decision-table-container, .dmn-drd-container, .tjs-container').first().waitFor()
const formEditor = (page) => page.locator('.fjs-editor-container').first().waitFor()

/** `at`: address; `then`: what is done on the page before it is looked at. */
export function everyPage({ case: id, task }) {
  return [
    { who: people.community, pages: [
      { at: '/' }, { at: '/tasks/mine' }, { at: '/tasks/offered' }, { at: '/tasks/done' }, { at: '/tasks/started' }, { at: `/tasks/${task}` },
      { at: `/cases/${id}` }, { at: '/start' }, { at: '/start/joint-meeting' }, { at: '/notifications' }, { at: '/account' }, { at: '/nowhere' }
    ] },
    { who: people.desk, pages: [
      { at: '/watch' }, { at: `/watch/cases/${id}` }, { at: '/record' }, { at: '/record?tab=holding' }, { at: `/record/cases/${id}` },
      { at: `/record/cases/${id}`, name: 'as-of', then: tab('当时的样子') }, { at: `/record/cases/${id}`, name: 'entries', then: tab('逐条记录') }
    ] },
    { who: people.designer, pages: [
      { at: '/design' }, { at: '/design?kind=decisions' }, { at: '/design?kind=forms' },
      { at: '/design/processes/joint-meeting', then: drawn }, { at: '/design/decisions/risk-grading', then: tables },
      { at: '/design/forms/assign', then: formEditor }, { at: '/calendars' }
    ] },
    { who: people.system, pages: [{ at: '/organisation' }, { at: '/accounts' }, { at: '/system' }] },
    { who: people.security, pages: [{ at: '/permissions' }, { at: '/organisation', name: 'roles' }] },
    { who: people.audit, pages: [{ at: '/security' }] }
  ]
}

/** For the file of its picture: the address without numbers. */
export const nameOf = (one) => one.name ?? (one.at.replace(/[?/]?\w+=/, '-').replace(/\/[\d-]+$/, '-one').replaceAll('/', '-').replace(/^-+/, '') || 'home')
