// Times, deadlines and the words of failures, in both languages.
import { afterEach, describe, expect, it } from 'vitest'
import { ApiProblem, unreachable } from '@/api/problem'
import { wordsFor } from '@/app/words'
import { deviceName } from '@/app/account/device'
import { setLanguage } from '@/i18n'
import { deadlineWords } from './deadline'
import { agoText, dayText, momentText, sizeText } from './time'

afterEach(() => setLanguage('zh'))

describe('times', () => {
  const now = new Date('2026-11-21T10:00:00Z').getTime()

  it('are near in words and far as dates', () => {
    expect(agoText('2026-11-21T09:59:40Z', now)).toBe('刚刚')
    expect(agoText('2026-11-21T09:55:00Z', now)).toBe('5 分钟前')
    expect(agoText('2026-11-21T07:00:00Z', now)).toBe('3 小时前')
    expect(agoText('2026-11-01T07:00:00Z', now)).toBe(momentText('2026-11-01T07:00:00Z'))
    expect(agoText('2026-11-22T07:00:00Z', now)).toBe(momentText('2026-11-22T07:00:00Z'))
  })

  it('leave a plain date the day that it is', () => expect(dayText('2026-10-01')).toBe('2026-10-01'))
  it('show what is no time as it is', () => expect(momentText('soon')).toBe('soon'))
  it('count bytes', () => expect([sizeText(10), sizeText(2048), sizeText(3 * 1024 * 1024)]).toEqual(['10 B', '2 KB', '3.0 MB']))
})

describe('deadlines', () => {
  it('are the server’s words in the language of the page', async () => {
    const deadline = { state: 'late', words: '超期 1 个工作日', wordsEn: '1 working day late' } as const
    expect(deadlineWords(deadline)).toBe('超期 1 个工作日')
    await setLanguage('en')
    expect(deadlineWords(deadline)).toBe('1 working day late')
  })

  it('are put together where the server gave none', () => {
    expect(deadlineWords({ state: 'late', workingDaysLeft: -2 })).toBe('超期 2 个工作日')
    expect(deadlineWords({ state: 'late', workingDaysLeft: 0 })).toBe('已超期')
    expect(deadlineWords({ state: 'today' })).toBe('今天到期')
    expect(deadlineWords({ state: 'ok', workingDaysLeft: 4 })).toBe('还剩 4 个工作日')
    expect(deadlineWords(undefined)).toBe('无期限')
  })
})

describe('failures', () => {
  it('are told in the server’s words where it speaks to people', () =>
    expect(wordsFor(new ApiProblem(409, { code: 'task-taken', detail: '已被张三签收' }))).toBe('已被张三签收'))

  it('are told in ours where it speaks to programs, never as a code', () => {
    expect(wordsFor(unreachable())).toContain('服务器暂时连不上')
    expect(wordsFor(new ApiProblem(500, { code: 'internal-error', detail: 'CHECK failed' }))).toContain('服务器出错了')
    expect(wordsFor(new ApiProblem(413, { code: 'body-too-large', detail: 'limit 20971520' }))).toContain('文件太大')
    expect(wordsFor(new ApiProblem(403, {}))).toContain('没有权限')
    expect(wordsFor(new TypeError('x is undefined'))).toContain('页面出错了')
  })
})

describe('devices', () => {
  it('have short names', () => {
    expect(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0')).toBe('Edge · Windows')
    expect(deviceName(undefined)).toBe('')
  })
})
