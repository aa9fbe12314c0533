// Decides what an area of the pages (a folder beside this one with a routes.ts) tells the frame about itself.
import type { RouteRecordRaw } from 'vue-router'

export interface MenuEntry {
  path: string
  /** Key of its words, for example "app.menu.design"; must stand in app.ts, which is always loaded. */
  title: string
  /** Lower comes first. */
  order: number
  /** Shown to who has one of these; to everybody if absent. */
  permissions?: readonly string[]
}

/** `name` is also the name of its words in i18n. */
export interface Area {
  name: string
  routes: RouteRecordRaw[]
  menu: MenuEntry[]
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title. */
    title?: string
    area?: string
    permissions?: readonly string[]
    /** Reachable without signing in. */
    open?: boolean
    /** Another address is another page, though the component is the same (one task, the next task). */
    keyed?: boolean
    /** The page takes the whole width (editors). */
    wide?: boolean
  }
}
