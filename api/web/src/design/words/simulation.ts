// Decides the Chinese of the token simulation, whose texts are fixed English. Applied to its elements by dom_words.ts.
import type { DomWords } from './dom_words'

/** Chinese by the whole English text, title or label. */
export const simulationWords: Record<string, string> = {
  'Token Simulation': '走一遍',
  'Simulation Log': '走过的步骤',
  'No Entries': '还没有走',
  'Toggle Simulation Log': '显示或收起走过的步骤',
  'Reset Simulation': '从头再来',
  'Play/Pause Simulation': '继续或暂停',
  'Play Simulation': '继续',
  'Pause Simulation': '已暂停',
  'Found unsupported elements': '有不能演示的步骤',
  'Not supported': '不能演示',
  'Set Sequence Flow': '换一条路走',
  'Trigger Event': '让它发生',
  'Add pause point': '走到这里停一下',
  'Remove pause point': '不再停在这里',
  'Set animation speed = Slow': '慢速',
  'Set animation speed = Normal': '常速',
  'Set animation speed = Fast': '快速',
  Slow: '慢',
  Normal: '常',
  Fast: '快',
  Close: '关闭',
  Finished: '走完了',
  'Powered by bpmn.io': '由 bpmn.io 提供',
  Process: '流程',
  SubProcess: '子流程',
  Task: '步骤',
  'Service Task': '服务任务',
  'User Task': '办理任务',
  'Call Activity': '调用流程',
  'Script Task': '计算任务',
  'Business Rule Task': '决策任务',
  'Manual Task': '线下步骤',
  'Receive Task': '接收任务',
  'Send Task': '发送任务',
  'Start Event': '开始',
  'End Event': '结束',
  'Intermediate Event': '中间事件',
  'Boundary Event': '边界事件',
  'Exclusive Gateway': '选一条路',
  'Parallel Gateway': '同时走',
  'Inclusive Gateway': '走所有符合的路',
  Gateway: '分支',
}

/** Texts with a part that varies: the pattern and its Chinese with $1. */
export const simulationPatterns: [RegExp, string][] = [
  [/^Focus process instance .+$/, '只看这一件'],
  [/^SubProcess started$/, '子流程开始'],
  [/^SubProcess finished$/, '子流程走完'],
  [/^SubProcess canceled$/, '子流程取消'],
  [/^Process started$/, '流程开始'],
  [/^Process finished$/, '流程走完'],
  [/^Process canceled$/, '流程取消'],
  [/^(.+) started$/, '$1：开始'],
  [/^(.+) finished$/, '$1：走完'],
  [/^(.+) canceled$/, '$1：取消'],
]

/** How a board with the simulation is worded; what the designer drew is left. */
export const simulationRules: DomWords = {
  words: simulationWords, patterns: simulationPatterns, leave: '.djs-element text, .djs-visual, .djs-direct-editing-parent'
}
