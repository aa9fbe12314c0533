// Decides which page an address shows, who is sent to sign in first, and where the keyboard is after a change of page.
import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import { asProblem } from '@/api/problem'
import { say, useArea } from '@/i18n'
import type { Area, MenuEntry } from './area'
import { canAny, loadSession, session } from './session'

const files = import.meta.glob<{ default: Area }>(['../*/routes.ts'], { eager: true })
const areas = Object.values(files).map((file) => file.default)

export const menu: MenuEntry[] = areas.flatMap((area) => area.menu).sort((a, b) => a.order - b.order)

function withArea(area: Area, route: RouteRecordRaw): RouteRecordRaw {
  return { ...route, meta: { area: area.name, ...route.meta } } as RouteRecordRaw
}

const routes: RouteRecordRaw[] = [
  ...areas.flatMap((area) => area.routes.map((route) => withArea(area, route))),
  { path: '/sign-in', component: () => import('./SignInPage.vue'), meta: { open: true, title: 'app.signIn.title' } },
  { path: '/account', component: () => import('./account/AccountPage.vue'), meta: { title: 'app.account.title' } },
  { path: '/:rest(.*)*', component: () => import('./NoPage.vue'), meta: { title: 'app.error.noPage' } }
]

export const router = createRouter({
  history: createWebHistory('/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 }
})

function signInFirst(to: RouteLocationNormalized) {
  return { path: '/sign-in', query: to.fullPath === '/' ? {} : { return: to.fullPath } }
}

router.beforeEach(async (to) => {
  if (session.current === undefined) {
    try {
      await loadSession()
    } catch (error) {
      // The page itself then shows that the server is away; a page that needs no answer still opens.
      if (!asProblem(error).isUnreachable) throw error
    }
  }
  if (!to.meta.open && session.current === null) return signInFirst(to)
  if (session.current?.mustChangePassword && to.path !== '/account' && !to.meta.open) return { path: '/account' }
  if (to.meta.permissions && session.current && !canAny(to.meta.permissions)) return { path: '/no-such-page' }
  if (to.meta.area) await useArea(to.meta.area)
  return true
})

router.afterEach(async (to, from) => {
  document.title = to.meta.title ? `${say(to.meta.title)} · ${say('app.name')}` : say('app.name')
  if (from.matched.length === 0 || to.path === from.path) return
  await nextTick()
  focusHeading()
})

/** Screen readers and keyboards begin at the page's heading, not at the top of the menu. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
