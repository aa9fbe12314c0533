// Moments, Markdown, templates and plain values as staff see them.
import { describe, expect, it } from 'vitest'
import { blocksOf, piecesOf, wordsOfHtml } from './markdown'
import { inputText, offsetText, storedText } from './moment'
import { plainText } from './plain'
import { filledIn } from './template'
import { refusalOf, mostBytes } from './file_rules'

describe('moments', () => {
  it('come back as they were stored, in this place’s time', () => {
    for (const timeForm of ['utc_offset', 'utc_normalized', 'no_timezone'] as const) {
      const stored = storedText({ type: 'datetime', timeForm }, '2026-10-01T09:30')
      expect(inputText('datetime', stored)).toBe('2026-10-01T09:30')
    }
  })

  it('are stored in the form that the schema asks for', () => {
    const offset = offsetText(new Date('2026-10-01T09:30:00'))
    expect(storedText({ type: 'datetime', timeForm: 'utc_offset' }, '2026-10-01T09:30')).toBe(`2026-10-01T09:30:00${offset}`)
    expect(storedText({ type: 'datetime', timeForm: 'no_timezone' }, '2026-10-01T09:30')).toBe('2026-10-01T09:30:00')
    expect(storedText({ type: 'datetime', timeForm: 'utc_normalized' }, '2026-10-01T09:30')).toMatch(/^2026-.*Z$/)
    expect(storedText({ type: 'date', timeForm: 'utc_offset' }, '2026-10-01')).toBe('2026-10-01')
    expect(storedText({ type: 'time', timeForm: 'no_timezone' }, '09:30')).toBe('09:30:00')
    expect(storedText({ type: 'date', timeForm: 'utc_offset' }, '')).toBeUndefined()
  })

  it('are empty where nothing of the kind stands', () => {
    expect(inputText('datetime', 'soon')).toBe('')
    expect(inputText('date', 3)).toBe('')
    expect(inputText('time', '09:30:00+08:00')).toBe('09:30')
  })
})

describe('markdown', () => {
  it('becomes blocks', () => {
    expect(blocksOf('## A\n\ntext **b**\nmore\n\n- one\n- two\n\n1. x').map((block) => block.kind)).toEqual([
      'heading', 'paragraph', 'list', 'list'
    ])
  })

  it('links only to pages, never to scripts', () => {
    expect(piecesOf('[x](javascript:alert(1))').some((piece) => piece.href)).toBe(false)
    expect(piecesOf('[x](//elsewhere)').some((piece) => piece.href)).toBe(false)
    expect(piecesOf('[x](/tasks)')[0]).toEqual({ text: 'x', href: '/tasks' })
  })

  it('keeps markup as words', () => {
    expect(piecesOf('<img src=x onerror=alert(1)>')).toEqual([{ text: '<img src=x onerror=alert(1)>' }])
    expect(wordsOfHtml('<p>a</p><script>b</script><b>c</b>')).toBe('ac')
  })
})

describe('texts', () => {
  it('name values', () => {
    expect(filledIn('{{name}}，共 {{count}} 项', { name: '甲', count: 2 })).toBe('甲，共 2 项')
    expect(filledIn('=name', { name: '甲' })).toBe('甲')
    expect(filledIn('{{missing}}', {})).toBe('')
  })

  it('never are JSON', () => {
    expect(plainText({ a: 1, b: ['x', true] })).toBe('1、x、是')
    expect(plainText(null)).toBe('')
  })
})

describe('files', () => {
  const file = (name: string, type: string, size: number) => ({ name, type, size }) as File
  it('are not even sent when they cannot be taken', () => {
    expect(refusalOf(file('a.png', 'image/png', 0), '')).toBe('empty')
    expect(refusalOf(file('a.png', 'image/png', mostBytes + 1), '')).toBe('large')
    expect(refusalOf(file('a.exe', 'application/x-msdownload', 5), '.jpg,.pdf')).toBe('type')
    expect(refusalOf(file('A.JPG', 'image/jpeg', 5), '.jpg,.pdf')).toBeUndefined()
    expect(refusalOf(file('photo', 'image/webp', 5), '.jpg')).toBeUndefined()
    expect(refusalOf(file('a.txt', 'text/plain', 5), '')).toBeUndefined()
  })
})
