// Decides the addresses of the watching pages and their place in the menu.
import type { Area } from '@/app/area'

const permissions = ['case.watch', 'incident.read']

const area: Area = {
  name: 'watch',
  routes: [
    { path: '/watch', component: () => import('./WatchPage.vue'), meta: { title: 'app.menu.watch', permissions } },
    {
      path: '/watch/cases/:id',
      component: () => import('./CaseWatchPage.vue'),
      props: true,
      meta: { title: 'app.menu.watch', permissions }
    }
  ],
  menu: [{ path: '/watch', title: 'app.menu.watch', order: 50, permissions }]
}

export default area
