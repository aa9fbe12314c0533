// Decides the addresses of the caseworker's pages and their places in the menu.
import type { Area } from '@/app/area'

const area: Area = {
  name: 'work',
  routes: [
    { path: '/', component: () => import('./HomePage.vue'), meta: { title: 'app.menu.home' } },
    { path: '/tasks', redirect: '/tasks/mine' },
    {
      path: '/tasks/:view(mine|offered|done|started)',
      component: () => import('./list/ListPage.vue'),
      props: true,
      meta: { title: 'app.menu.tasks' }
    },
    { path: '/tasks/:id', component: () => import('./task/TaskPage.vue'), props: true, meta: { title: 'app.menu.tasks', keyed: true } },
    { path: '/cases/:id', component: () => import('./task/CasePage.vue'), props: true, meta: { title: 'app.menu.tasks', keyed: true } },
    { path: '/start', component: () => import('./start/StartPage.vue'), meta: { title: 'app.menu.start' } },
    {
      path: '/start/:process',
      component: () => import('./start/StartFormPage.vue'),
      props: true,
      meta: { title: 'app.menu.start', keyed: true }
    },
    { path: '/notifications', component: () => import('./MessagesPage.vue'), meta: { title: 'app.menu.messages' } }
  ],
  menu: [
    { path: '/', title: 'app.menu.home', order: 10 },
    { path: '/tasks', title: 'app.menu.tasks', order: 20, permissions: ['task.act'] },
    { path: '/start', title: 'app.menu.start', order: 30, permissions: ['case.start'] },
    { path: '/notifications', title: 'app.menu.messages', order: 40 }
  ]
}

export default area
