// Working on a task: what is missing is said before, what the server refuses is said after, and nothing typed is lost.
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { account } from '@/api/account'
import { ApiProblem, unreachable } from '@/api/problem'
import { tasks, type Task, type TaskForm } from '@/api/tasks'
import { i18n } from '@/i18n'
import TaskWork from './TaskWork.vue'

Element.prototype.scrollIntoView = () => undefined

const task: Task = {
  id: '1-2', instance: '1', process: 'p', element: 'e', name: '核实隐患', businessKey: '', title: 't', status: 'open', priority: 50,
  created: '', assignee: 'me', candidates: ['me', 'you']
}
const form: TaskForm = {
  task, fields: [{ key: 'place', access: 'readonly', required: false }], values: { place: '三号楼' }, outcomes: ['属实', '不属实'],
  opinion: 'required', attachmentsMin: 0,
  form: { id: 'f', version: 1, title: 'F', schema: { components: [
    { type: 'textfield', key: 'place', label: '地点' },
    { type: 'textfield', key: 'found', label: '情况', validate: { required: true } }
  ] } }
}

let complete: MockInstance<typeof tasks.complete>

beforeEach(() => {
  sessionStorage.clear()
  vi.spyOn(account, 'document').mockRejectedValue(unreachable())
  vi.spyOn(account, 'saveDocument').mockResolvedValue(undefined as never)
  vi.spyOn(account, 'removeDocument').mockResolvedValue(undefined as never)
  complete = vi.spyOn(tasks, 'complete').mockResolvedValue(task)
})
afterEach(() => vi.restoreAllMocks())

function page(draft?: unknown): VueWrapper {
  return mount(TaskWork, {
    attachTo: document.body,
    global: { plugins: [i18n] },
    props: { task, form, standing: { mayAct: true, mayClaim: false, isMine: true, why: '' }, draft: draft as never }
  })
}

async function press(wrapper: VueWrapper, label: string): Promise<void> {
  await wrapper.findAll('button').find((b) => b.text() === label)!.trigger('click')
  await flushPromises()
}

async function fill(wrapper: VueWrapper): Promise<void> {
  await wrapper.find('input.bh-input').setValue('占道')
  await wrapper.find('textarea').setValue('属实')
}

describe('task', () => {
  it('is not sent while a field or the opinion is missing', async () => {
    const wrapper = page()
    await press(wrapper, '属实')
    expect(complete).not.toHaveBeenCalled()
    expect(wrapper.text()).toContain('请填写办理意见。')
    expect(wrapper.text()).toContain('有 1 处需要修改')
  })

  it('is sent with outcome, opinion and only what may be changed', async () => {
    const wrapper = page()
    await fill(wrapper)
    await press(wrapper, '不属实')
    expect(complete.mock.calls[0]!.slice(0, 2)).toEqual([
      '1-2', { variables: { found: '占道' }, outcome: '不属实', opinion: '属实', attachments: [] }
    ])
    expect(wrapper.emitted('done')).toHaveLength(1)
    expect(account.removeDocument).toHaveBeenCalledWith('draft', 'task-1-2')
  })

  it('says each refusal where it belongs and keeps what was typed', async () => {
    complete.mockRejectedValue(new ApiProblem(422, { code: 'invalid-input', detail: '有 2 处不对。', errors: [
      { pointer: '/variables/found', message: '“情况”太短。' }, { pointer: '/opinion', message: '意见太短。' }
    ] }))
    const wrapper = page()
    await fill(wrapper)
    await press(wrapper, '属实')
    expect(wrapper.findAll('.fault').map((f) => f.text())).toEqual(['“情况”太短。', '意见太短。'])
    expect((wrapper.find('input.bh-input').element as HTMLInputElement).value).toBe('占道')
    expect(wrapper.emitted('done')).toBeUndefined()
  })

  it('tells who was faster, and has the page look again', async () => {
    complete.mockRejectedValue(new ApiProblem(409, { code: 'task-ended', detail: '已被张三办理。' }))
    const wrapper = page()
    await fill(wrapper)
    await press(wrapper, '属实')
    expect(wrapper.find('.refusal').text()).toContain('已被张三办理。')
    expect(wrapper.emitted('look')).toHaveLength(1)
  })

  it('repeats a lost answer under the same key', async () => {
    complete.mockRejectedValueOnce(unreachable())
    const wrapper = page()
    await fill(wrapper)
    await press(wrapper, '属实')
    expect(wrapper.find('.refusal').text()).toContain('不会重复办理')
    await press(wrapper, '属实')
    expect(complete.mock.calls[1]![2]).toBe(complete.mock.calls[0]![2])
    expect(wrapper.emitted('done')).toHaveLength(1)
  })

  it('brings back a draft, and begins anew when told to', async () => {
    const wrapper = page({ values: { found: '上次写的' }, opinion: '草稿', attachments: [] })
    expect((wrapper.find('input.bh-input').element as HTMLInputElement).value).toBe('上次写的')
    expect(wrapper.text()).toContain('已恢复您上次填写')
    await press(wrapper, '不要了，重新填写')
    expect((wrapper.find('input.bh-input').element as HTMLInputElement).value).toBe('')
  })

  it('of somebody else is only read', async () => {
    const wrapper = page()
    await wrapper.setProps({ standing: { mayAct: false, mayClaim: false, isMine: false, why: '这项任务已被张三领取，您只能查看。' } })
    expect(wrapper.text()).toContain('已被张三领取')
    expect(wrapper.find('input.bh-input').exists()).toBe(false)
    expect(wrapper.findAll('button').map((b) => b.text())).not.toContain('属实')
  })
})
