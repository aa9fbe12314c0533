// 督查审计的中文。
export default {
  about: '谁做了什么、事项压在谁手里、一件事是怎样办的，并可证明记录没有被改动。',
  system: '系统',
  behalf: '（代{name}）',
  comma: '、',
  tab: { acts: '谁做了什么', holding: '压在谁手里', story: '办理经过', past: '当时的样子', records: '逐条记录' },
  filter: {
    text: '关键词',
    textHint: '事项名称、编号、步骤',
    person: '人员',
    unit: '单位',
    process: '流程',
    any: '不限',
    from: '从',
    to: '到（含当天）',
    search: '查询',
    week: '最近7天',
    month: '最近30天',
    clear: '清空条件'
  },
  acts: {
    title: '办理记录',
    none: '没有符合条件的记录',
    noneText: '换一个时间范围或少选几个条件再试。这里只列出您有权查看的事项。',
    at: '时间',
    who: '谁',
    what: '做了什么',
    case: '事项',
    outcome: '结果和意见',
    held: '用时'
  },
  holding: {
    about: '用时按工作时间计算；超期多的排在前面。',
    none: '没有人手里有任务',
    noneText: '换一个单位或流程再看。',
    who: '人员',
    unit: '单位',
    open: '在手',
    late: '超期',
    lateCount: '{count} 件超期',
    oldest: '最早的一件从何时起',
    done: '已办',
    mean: '平均用时',
    hours: '{count} 小时'
  },
  story: { none: '还没有记录。', seq: '第 {seq} 条' },
  records: {
    about: '每一条都含有上一条的校验值，改动任何一条，后面的都对不上。完整内容请用导出。',
    seq: '序号',
    at: '时间',
    who: '谁',
    changes: '变化',
    count: '{count} 项变化',
    previous: '上一条的校验值',
    hash: '本条的校验值'
  },
  past: {
    about: '按记录从头推演到所选的一条，看到的就是那一刻的情况。',
    earlier: '前一条',
    later: '后一条',
    slider: '选择时刻',
    entry: '第 {seq} 条，共 {count} 条',
    current: '当时等待的步骤',
    nothing: '当时没有等待的步骤。',
    values: '当时的内容'
  },
  verify: {
    button: '校验记录',
    holds: '记录完整，没有被改动',
    broken: '记录对不上，请保留现场并报告审计管理员',
    entries: '校验了 {count} 条记录。',
    right: '通过',
    wrong: '没有通过',
    entry: '第 {seq} 条：',
    head: '最后一条的校验值：',
    headWhy: '把这个校验值抄下来，以后再校验时对照：前面的记录只要动过一个字，它就会变。'
  },
  export: { table: '导出表格', records: '导出原始记录' }
}
