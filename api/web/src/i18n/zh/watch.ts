// 运行监控的中文。
export default {
  about: '各流程现在走到哪里、哪里压着、哪里出了故障。数字每隔十几秒更新。',
  process: '流程',
  disabled: '{name}（已停用）',
  noProcess: '还没有部署流程',
  noProcessText: '请流程设计人员先在“流程设计”里部署一个流程。',
  counts: '各状态的事项数',
  oldest: '最早的在办事项始于',
  find: '按名称或编号查找',
  search: '查找',
  comma: '、',
  system: '系统',
  tab: { cases: '事项', incidents: '故障' },
  badge: { late: '超期{count}', stuck: '故障{count}' },
  cases: {
    none: '没有符合条件的事项',
    noneText: '换一个状态或关键词再看。',
    title: '事项',
    state: '状态',
    step: '当前步骤',
    deadline: '期限',
    unit: '单位',
    started: '开始时间'
  },
  incidents: {
    none: '没有故障。',
    about: '流程停在这里等人处理：改好原因后重试，事项会从停下的地方继续。',
    retry: '重试所选（{count}）',
    retried: '已重试 {count} 处。',
    someRefused: '有 {count} 处没能重试，可能已经有人处理过，请看刷新后的列表。'
  },
  action: { suspend: '挂起', resume: '恢复', cancel: '撤销事项' },
  why: {
    suspend: '挂起后，任务不能办理，时限按流程的规定计算。恢复后从原处继续。',
    resume: '恢复后，事项从停下的地方继续办理。',
    cancel: '撤销后，事项结束，未办的任务全部取消。记录全部保留，不会删除。'
  },
  done: { suspend: '已挂起。', resume: '已恢复。', cancel: '已撤销。' },
  reason: '理由（必填，写入记录）',
  reasonMissing: '请写明理由。',
  toRecord: '查看办理经过',
  startedBy: '{name} 发起于',
  ended: '结束于',
  open: '正在等待的步骤',
  nothingOpen: '没有等待的步骤。',
  unclaimed: '待签收',
  since: '到达于',
  called: '由它发起的事项',
  content: '事项内容',
  values: {
    none: '没有内容。',
    whole: '整个事项',
    masked: '（受保护，只有办理人可见）',
    empty: '（空）',
    yes: '是',
    no: '否',
    comma: '、',
    deeper: '（更多层次请导出查看）'
  }
}
