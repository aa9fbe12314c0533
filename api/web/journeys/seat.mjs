// Decides how somebody uses the pages in a journey: a browser of their own, signing in by typing, going by the menu. What
// is done on one page stands in forms.mjs and in the journeys.
import { Watchful } from './watchful.mjs'

export const desk = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

export class Seat {
  /** `size`: desk or phone. `language`: of the browser; the pages begin in Chinese anyway. */
  static async take(browser, program, { size = desk, language = 'zh-CN' } = {}) {
    const seat = new Seat()
    seat.context = await browser.newContext({
      baseURL: program.origin, viewport: size, locale: language, timezoneId: 'Asia/Shanghai', hasTouch: size === phone,
      acceptDownloads: true, reducedMotion: 'reduce'
    })
    seat.context.setDefaultTimeout(15_000)
    seat.watchful = new Watchful(seat.context, program.origin)
    seat.page = await seat.context.newPage()
    return seat
  }

  faults() {
    return this.watchful.found
  }

  async leave() {
    await this.context.close()
  }

  async typeSignIn(name, password) {
    await this.page.getByLabel('账号').fill(name)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.page.locator('form.sign-in button[type=submit]').click()
  }

  async signIn(name, password) {
    await this.page.goto('/sign-in')
    await this.typeSignIn(name, password)
    await this.page.locator('header.head .who').waitFor()
  }

  /** By the menu, as staff do; on a phone the menu is opened first. */
  async go(entry) {
    const burger = this.page.locator('header .burger')
    if (await burger.isVisible()) await burger.click()
    await this.page.locator('#menu').getByRole('link', { name: entry, exact: true }).click()
  }

  /** Waits until the page's own loading is over. */
  async settled() {
    await this.page.locator('main h1').first().waitFor()
    await this.page.waitForFunction(() => ![...document.querySelectorAll('main .loading')].some((it) => it.checkVisibility()))
  }
}
