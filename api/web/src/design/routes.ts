// Decides the addresses of the designer's pages. The editors' code comes only when one of them is opened.
import type { Area } from '@/app/area'

const permissions = ['definition.write', 'definition.enable']
const wide = { title: 'app.menu.design', permissions, wide: true }

const area: Area = {
  name: 'design',
  routes: [
    { path: '/design', component: () => import('./list/DesignPage.vue'), meta: { title: 'app.menu.design', permissions } },
    { path: '/design/processes/:key', component: () => import('./editor/ProcessEditorPage.vue'), meta: wide },
    { path: '/design/decisions/:key', component: () => import('./decision/DecisionEditorPage.vue'), meta: wide },
    { path: '/design/forms/:key', component: () => import('./forms/FormEditorPage.vue'), meta: wide }
  ],
  menu: [{ path: '/design', title: 'app.menu.design', order: 40, permissions }]
}

export default area
