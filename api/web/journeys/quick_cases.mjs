// Decides how a case gets to where a journey begins, without pages: the earlier acts are sent by the administrator in the
// name of those who would do them.
import { moment, day } from './forms.mjs'
import { people } from './people.mjs'

const hazard = {
  category: '消防', place: '青石社区临街商铺', place_kind: '沿街商铺', street_code: 'WT', community: 'QL-WT-01',
  description: '电动车占道停放，消防车进不去', source: '网格巡查'
}

/** Acts in order: element, who, outcome, values. */
const way = [
  ['verify', people.community, '属实', { on_the_spot: false, likelihood: '偶尔', consequence: '轻微', people_exposed: 20, near_vulnerable: false }],
  ['confirm-grade', people.grader, '采纳', {}],
  ['assign', people.grader, undefined, {
    owner_unit: 'QL-WT-fire', owner_role: 'department-handler', responsible_leader: 'p-wt-fire-head', responsible_person: 'p-wt-fire'
  }],
  ['accept-assignment', people.fire, '认领', {}],
  ['make-plan', people.fire, undefined, {
    plan_goal: '通道畅通', plan_measures: '划线、设桩', plan_money: 20000, plan_deadline: day(20), plan_person: '消防工作站专干', plan_protection: '专人值守'
  }],
  ['review-plan', people.approver, '同意', {}],
  ['rectify', people.fire, '整改完成', { progress: '已完成' }],
  ['assist', people.emergency, '已配合完成', { assist_feedback: '已配合' }],
  ['schedule-inspection', people.inspector, undefined, { inspection_at: `${moment()}:00+08:00` }]
]

/** A hazard case standing at the step of the acts named `upTo`; not yet done. Answers the case. */
export async function hazardAt(office, upTo, title) {
  const { admin } = office
  const started = await admin.call('POST', '/instances', { process: 'hazard-rectification', variables: { ...hazard, hazard_title: title } }, people.grid.id)
  for (const [element, who, outcome, variables] of way) {
    if (element === upTo) break
    const task = await taskOf(office, started.id, element)
    const body = { variables, ...(outcome ? { outcome, opinion: '同意' } : {}) }
    await admin.call('POST', `/tasks/${task.id}/complete`, body, who.id)
  }
  return started
}

/** The open task at an element of a case; there may be a moment between an act and the next task. */
export async function taskOf(office, instance, element) {
  for (let tries = 0; tries < 50; ++tries) {
    const { items } = await office.admin.call('GET', `/tasks?view=all&instance=${instance}&element=${element}`)
    if (items.length > 0) return items[0]
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Expected an open task at ${element}, but there is none.`)
}
