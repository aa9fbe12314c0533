// Decides the addresses of the record's pages and their place in the menu.
import type { Area } from '@/app/area'

const permissions = ['record.read']

const area: Area = {
  name: 'record',
  routes: [
    {
      path: '/record',
      component: () => import('./RecordPage.vue'),
      meta: { title: 'app.menu.record', permissions }
    },
    {
      path: '/record/cases/:id',
      component: () => import('./CaseRecordPage.vue'),
      props: true,
      meta: { title: 'app.menu.record', permissions }
    }
  ],
  menu: [{ path: '/record', title: 'app.menu.record', order: 60, permissions }]
}

export default area
