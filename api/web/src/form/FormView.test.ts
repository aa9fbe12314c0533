// A form in the page: labels bound, duties in words, faults at the field, conditions while one types.
import { mount, flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { i18n } from '@/i18n'
import FormView from './FormView.vue'
import { newPlace } from './place'

// jsdom has no layout, so nothing scrolls.
Element.prototype.scrollIntoView = () => undefined

const schema = {
  components: [
    { type: 'textfield', id: 't', key: 'title', label: '名称', description: '一句话', validate: { required: true } },
    { type: 'select', id: 's', key: 'kind', label: '类别', values: [{ value: 'a', label: '消防' }, { value: 'b', label: '其他' }] },
    { type: 'textarea', id: 'o', key: 'other', label: '其他说明', conditional: { hide: '=kind != "b"' } },
    { type: 'radio', id: 'r', key: 'sure', label: '确定', values: [{ value: true, label: '是' }, { value: false, label: '否' }] },
    { type: 'checklist', id: 'c', key: 'tags', label: '标签', values: [{ value: 'x', label: 'X' }, { value: 'y', label: 'Y' }] },
    { type: 'dynamiclist', id: 'd', path: 'rows', label: '明细', components: [{ type: 'number', id: 'n', key: 'n', label: '数量' }] }
  ]
}

function form(values: Record<string, unknown> = {}, access: { key: string; access: 'readonly' | 'hidden' | 'editable'; required: boolean }[] = []) {
  const wrapper = mount(FormView, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: {
      schema, access, place: newPlace(), modelValue: values,
      'onUpdate:modelValue': (next: Record<string, unknown>) => void wrapper.setProps({ modelValue: next })
    }
  })
  return wrapper
}

describe('people and units', () => {
  const picking = { components: [{ type: 'textfield', key: 'owner', label: '主责单位', properties: { picks: 'unit' } }] }
  const seen = (access: 'readonly' | 'editable') =>
    mount(FormView, {
      global: { plugins: [i18n] },
      props: { schema: picking, access: [{ key: 'owner', access, required: false }], place: newPlace(), modelValue: { owner: 'QL-WT' } }
    })

  it('stand under their names, never as ids', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({
      units: [{ id: 'QL', name: '青岚区' }, { id: 'QL-WT', name: '梧桐街道', parent: 'QL' }], people: []
    }))))
    const read = seen('readonly')
    expect(read.text()).not.toContain('QL-WT')
    await vi.waitFor(() => expect(read.text()).toContain('梧桐街道'), { timeout: 5000 })
    const open = seen('editable')
    await vi.waitFor(() => expect(open.find('.el-select').exists()).toBe(true), { timeout: 5000 })
    await vi.waitFor(() => expect(open.text()).toContain('青岚区 / 梧桐街道'), { timeout: 5000 })
    expect(open.html()).not.toContain('QL-WT')
    vi.unstubAllGlobals()
  })
})

describe('form', () => {
  it('binds labels to inputs and says duties in words', () => {
    const wrapper = form()
    const label = wrapper.findAll('label').find((l) => l.text().startsWith('名称'))!
    expect(label.text()).toContain('（必填）')
    const input = wrapper.find(`[id="${label.attributes('for')}"]`)
    expect(input.attributes('aria-required')).toBe('true')
    expect(wrapper.find(`[id="${input.attributes('aria-describedby')}"]`).text()).toBe('一句话')
  })

  it('shows a field when its condition says so', async () => {
    const wrapper = form()
    expect(wrapper.text()).not.toContain('其他说明')
    await wrapper.find('select').setValue(1)
    expect(wrapper.text()).toContain('其他说明')
  })

  it('marks what is missing, moves there and takes the mark away when mended', async () => {
    const wrapper = form()
    expect(wrapper.vm.check()).toBe(false)
    await flushPromises()
    const input = wrapper.find('input')
    expect(input.attributes('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(input.element)
    expect(wrapper.text()).toContain('请填写。')
    await input.setValue('x')
    await nextTick()
    expect(input.attributes('aria-invalid')).toBe('false')
    expect(wrapper.vm.check()).toBe(true)
  })

  it('puts the server’s findings at their fields and the others above', async () => {
    const wrapper = form({ title: 'x' })
    wrapper.vm.refuse([
      { pointer: '/variables/title', message: '“名称”太短。' },
      { pointer: '/outcome', message: '办理结果应当是：同意' }
    ])
    await flushPromises()
    expect(wrapper.find('.fault').text()).toBe('“名称”太短。')
    expect(wrapper.find('.summary').text()).toContain('办理结果应当是：同意')
  })

  it('collects values of their own types', async () => {
    const wrapper = form({ title: 'x' })
    await wrapper.find('select').setValue(0)
    await wrapper.findAll('input[type=radio]')[1]!.setValue(true)
    await wrapper.findAll('input[type=checkbox]')[1]!.setValue(true)
    await wrapper.findAll('input[type=checkbox]')[0]!.setValue(true)
    expect(wrapper.vm.collect()).toEqual({ title: 'x', kind: 'a', sure: false, tags: ['x', 'y'] })
  })

  it('adds and removes rows', async () => {
    const wrapper = form({ title: 'x' })
    // Rows come in when they are drawn.
    await vi.waitFor(() => expect(wrapper.findAll('button').map((b) => b.text())).toContain('增加一项'), { timeout: 5000 })
    await wrapper.findAll('button').find((b) => b.text() === '增加一项')!.trigger('click')
    await wrapper.find('.row input').setValue('3')
    expect(wrapper.vm.collect()).toEqual({ title: 'x', rows: [{ n: 3 }] })
    await wrapper.findAll('button').find((b) => b.text() === '删除第 1 项')!.trigger('click')
    expect(wrapper.vm.collect()).toEqual({ title: 'x' })
  })

  it('shows read-only fields as text with the option’s label, and hidden ones not at all', () => {
    const wrapper = form({ title: 'x', kind: 'a' }, [
      { key: 'kind', access: 'readonly', required: false },
      { key: 'title', access: 'hidden', required: false }
    ])
    expect(wrapper.find('select').exists()).toBe(false)
    expect(wrapper.text()).toContain('消防')
    expect(wrapper.text()).not.toContain('名称')
    expect(wrapper.vm.collect()).toEqual({})
  })
})
