// Rules of wording a library's own elements.
import { describe, expect, it } from 'vitest'
import { chinese, keepChinese } from './dom_words'

const rules = { words: { Key: '数据名', 'Add item': '加一项' }, patterns: [[/^List contains (\d+) items?$/, '共 $1 项']] as [RegExp, string][] }
const settle = () => new Promise((done) => setTimeout(done))

describe('wording', () => {
  it('replaces whole texts only', () => {
    expect(chinese(' Key ', rules)).toBe(' 数据名 ')
    expect(chinese('Keyboard', rules)).toBeNull()
    expect(chinese('List contains 3 items', rules)).toBe('共 3 项')
    expect(chinese('constructor', rules)).toBeNull()
  })
  it('words what stands and what comes later, labels too', async () => {
    document.body.innerHTML = '<div id="a"><span title="Add item">Key</span></div>'
    const root = document.getElementById('a')!
    const stop = keepChinese(root, rules)
    expect(root.innerHTML).toBe('<span title="加一项">数据名</span>')
    root.insertAdjacentHTML('beforeend', '<b>Add item</b>')
    await settle()
    expect(root.querySelector('b')!.textContent).toBe('加一项')
    stop()
    root.insertAdjacentHTML('beforeend', '<i>Key</i>')
    await settle()
    expect(root.querySelector('i')!.textContent).toBe('Key')
  })
  it('words the parts of a text that varies', () => {
    const made = { words: { Key: '数据名' }, patterns: [[/^Remove (.+)$/, '删除：$1']] as [RegExp, string][] }
    expect(chinese('Remove Key', made)).toBe('删除：数据名')
    expect(chinese('Remove 核实', made)).toBe('删除：核实')
  })
  it('words a part of the library inside of what is left', () => {
    document.body.innerHTML = '<div id="a"><p class="own">Key<b class="tool">Key</b></p></div>'
    keepChinese(document.getElementById('a')!, { ...rules, leave: '.own', even: '.tool' })()
    expect(document.querySelector('p')!.textContent).toBe('Key数据名')
  })
  it('leaves what the designer wrote', () => {
    document.body.innerHTML = '<div id="a"><p class="own">Key</p><input value="Key"></div>'
    const root = document.getElementById('a')!
    keepChinese(root, { ...rules, leave: '.own' })()
    expect(root.querySelector('p')!.textContent).toBe('Key')
    expect(root.querySelector('input')!.value).toBe('Key')
  })
})
