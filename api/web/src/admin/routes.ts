// Decides the addresses of the administrators' pages and their places in the menu.
import type { Area } from '@/app/area'

const page = (path: string, title: string, permissions: string[], order: number, component: () => Promise<unknown>) => ({
  route: { path, component, meta: { title, permissions } },
  entry: { path, title, permissions, order }
})

const pages = [
  page('/organisation', 'app.menu.organisation', ['org.write', 'role.grant'], 70, () => import('./OrganisationPage.vue')),
  page('/permissions', 'app.menu.permissions', ['permission.read'], 72, () => import('./PermissionsPage.vue')),
  page('/accounts', 'app.menu.accounts', ['account.manage'], 74, () => import('./AccountsPage.vue')),
  page('/calendars', 'app.menu.calendars', ['calendar.write'], 76, () => import('./CalendarsPage.vue')),
  page('/system', 'app.menu.system', ['log.read'], 78, () => import('./SystemPage.vue')),
  page('/security', 'app.menu.security', ['security-journal.read'], 80, () => import('./SecurityPage.vue'))
]

const area: Area = {
  name: 'admin',
  routes: pages.map((one) => one.route) as Area['routes'],
  menu: pages.map((one) => one.entry)
}

export default area
