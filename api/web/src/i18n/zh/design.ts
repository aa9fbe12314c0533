// 流程设计页面的中文。
export default {
  groups: {
    general: '名称和说明', process: '流程设置', starters: '谁可以发起', people: '办理人', form: '表单', work: '办理要求', deadline: '期限和提醒',
    loop: '多人办理、会签', condition: '走这条路的条件', timer: '时间', message: '消息', signal: '信号', error: '错误', escalation: '上报',
    call: '调用的流程', decision: '决策表', job: '交给程序', script: '计算', mapping: '数据的进出', more: '其他', next: '选步骤、接下一步',
    conditional: '条件', link: '链接', compensation: '撤回哪些步骤', complex: '什么时候放行', adHoc: '自由办理', repeat: '重复办理'
  },
  panel: {
    label: '所选元素的设置', nothing: '点选图中的步骤、连线或空白处，在这里设置。', choose: '请选择', binding: '用哪个版本', bound: '和流程一起启用的那一份',
    latest: '每次都用最新的', resultVariable: '结果存为', seldom: '少用的设置', value: '值', toComputed: '改为计算', toFixed: '改为固定值',
    turnHint: '在固定值和按数据计算之间切换', dropRow: '删除第 {number} 行'
  },
  general: {
    name: '名称', about: '说明', aboutHint: '写给办理人和后来改图的人看。'
  },
  process: {
    category: '归在哪一组', categoryHint: '发起页面按组排列。', calendar: '工作日历', noCalendar: '不用日历，按自然日', title: '事项标题',
    titleHint: '列表上显示什么，用发起表单里的数据拼成。不写就用流程名称。', businessKey: '事项编号', businessKeyHint: 'caseSerial 是本流程本年的流水号。',
    versionTag: '版本名', versionTagHint: '别的流程按这个名字调用固定版本。', variables: '声明的数据名', variable: '数据名',
    addVariable: '加一个数据名', unit: '事项归哪个单位', unitHint: '决定哪些单位的人能看到这件事项，例如 community。', line: '事项归哪条线',
    lineHint: '决定哪条线的部门能看到这件事项。', withdrawBy: '发起人可以撤销', withdraw: '撤销时', withdrawPlain: '直接终止事项',
    withdrawHint: '选了消息，就由图里等这个消息的地方处理撤销。', initiatorMessages: '发起人可以发的消息', initiatorMessagesHint: '消息名称，用逗号隔开。',
    protect: '“{name}”只给经办人看', protectHint: '别人看到的是星号，看过的都有记录。'
  },
  people: {
    kind: '派给谁',
    kinds: {
      role: '某单位的某个角色', head: '某单位的负责人', 'head-above': '上级单位的负责人', department: '某条线的职能部门', initiator: '发起人',
      'who-did': '办过某一步的人', supervision: '督导组（不含主责单位自己的人）', person: '指定一个人', candidates: '指定几个人'
    },
    parameters: {
      role: '角色', unit: '哪个单位', person: '哪个人', people: '哪些人', line: '哪条线', level: '哪一级'
    },
    unitHint: '一般取自数据，例如表单里的“所在社区”。',
    levels: {
      district: '区级', street: '街道（镇）', community: '社区（村）'
    },
    levelsUp: '往上几级', step: '哪一步', whenEmpty: '找不到人时',
    empties: {
      incident: '报异常，停下来等人处理', head: '交给该单位负责人', administrator: '交给系统管理员'
    },
    headsUnit: '哪个单位的负责人'
  },
  form: {
    ref: '用哪张表单', none: '不用表单', unknown: '这张表单还没有启用，字段列不出来。', access: '这一步里，每个字段怎么用', field: '字段', may: '怎么用',
    required: '必填', accessOf: '{field}：怎么用', requiredOf: '{field}：必填', asForm: '照表单',
    kinds: {
      editable: '可改', readonly: '只读', hidden: '不显示'
    }
  },
  work: {
    outcomes: '可选的结论', outcomesHint: '用逗号隔开，每个是一个按钮。', outcomesExample: '同意，不同意', outcomeVariable: '结论存为',
    outcomeVariableHint: '后面的分支用这个数据名判断走哪条路。', opinion: '办理意见',
    opinions: {
      optional: '可写可不写', required: '必须写', none: '不要'
    },
    attachmentsMin: '至少几个附件', priority: '优先级', priorityHint: '0 到 100，越大越靠前。'
  },
  deadline: {
    mode: '期限',
    modes: {
      none: '没有期限', duration: '几个工作日内办结', due: '到某个时刻'
    },
    duration: '多长时间', due: '到什么时刻', dueHint: '算出一个日期时间。', calendar: '按哪个日历', asProcess: '照流程的日历',
    addBefore: '加：到期前一天提醒', addDue: '加：到期未办时通知',
    made: {
      beforeEvent: '到期前提醒', beforeTask: '提醒办理', beforeText: '您有一件事项即将到期，请及时办理。', dueEvent: '已到期', dueTask: '超期通知',
      dueText: '有一件事项已到期未办，请督促办理。'
    }
  },
  period: {
    days: '天', hours: '小时', minutes: '分钟', weeks: '周', months: '个月',
    working: {
      days: '个工作日', hours: '个工作小时'
    },
    after: '之后', before: '之前', direction: '之前还是之后', amount: '数量', unit: '单位', isoHint: '写成 P3D（3 天）、PT2H（2 小时）这样。'
  },
  rule: {
    condition: '什么条件成立时', conditionHint: '写到的数据一变就重新算；从不成立变为成立时触发。', link: '链接名称', linkHint: '同名的一对链接相当于一条连线。',
    undo: '撤回哪一步', undoAll: '本层已完成的全部步骤', activation: '放行条件', activationHint: 'activationCount 是已到的路数，例如 activationCount >= 2。',
    order: '顺序', completion: '什么时候算办完', cancelRest: '办完时取消其余的', repeat: '重复办理这一步', repeatHint: '条件成立就再办一次。',
    again: '再办一次的条件', testBefore: '办之前先看条件', most: '最多几次',
    orders: {
      Parallel: '可以同时办', Sequential: '一次办一个'
    }
  },
  loop: {
    on: '由几个人（或按几项）各办一份', onHint: '例如会签、每个协同单位一份。', collection: '按什么清单，每项一份', collectionHint: '算出一个清单，例如几个角色、几个单位。',
    elementVariable: '每一份里，这一项叫', elementVariableHint: '办理人设置里可以用这个名字。', order: '顺序',
    orders: {
      parallel: '同时办', sequential: '一个接一个'
    },
    cardinality: '不按清单，办几份', completion: '提前结束的条件', outputCollection: '结果汇总为', outputElement: '每份的结果'
  },
  vote: {
    pass: '会签怎么算通过', none: '不计票，都办完为止',
    rules: {
      all: '全部同意', majority: '过半同意', any: '一人同意', rule: '自己写规则'
    },
    rule: '规则', ruleHint: '可用 pass（同意数）、reject（不同意数）、abstain（弃权数）、all（总数）。', variable: '结果存为',
    variableHint: '里面有 result（通过或不通过）和票数。', passOutcomes: '哪些结论算同意', passOutcomesHint: '不写就是第一个结论。',
    abstainOutcomes: '哪些结论算弃权', early: '结果已定就提前结束'
  },
  condition: {
    default: '其余情况走这条', defaultHint: '每个分支应有一条。', when: '满足什么条件', whenHint: '例如 grade = "重大"'
  },
  timer: {
    kind: '什么时候',
    kinds: {
      timeDuration: '过一段时间', timeDate: '到某个时刻', timeCycle: '反复'
    },
    duration: '多久', date: '时刻', dateHint: '算出一个日期时间，例如 date and time("2027-01-05T09:00:00+08:00")。', cycle: '多久一次',
    cycleHint: '例如 R/P1D（每天）、R3/P7D（每周，共三次）。', calendar: '时间怎么算', plain: '按自然时间', processCalendar: '按流程的工作日历',
    base: '从什么时刻算起', baseHint: '附在任务上的，填 dueDate 就是从到期时刻算。不填从开始等待时算。'
  },
  named: {
    message: '哪个消息', signal: '哪个信号', error: '哪个错误', escalation: '哪种上报', any: '任何错误', name: '名称', code: '代码',
    freshName: '新的名称', make: '新建', key: '送达依据', keyHint: '不填就按事项编号送达。', ttl: '没有人等时，保留多久', codeVariable: '收到的代码存为',
    messageVariable: '收到的说明存为'
  },
  call: {
    process: '调用哪个流程',
    bindings: {
      latest: '当时最新的', deployment: '和本流程一起启用的', versionTag: '固定的版本名'
    },
    businessKey: '被调流程的事项编号', businessKeyHint: '不填就照被调流程自己的规则。', inputs: '把全部数据带过去', outputs: '把全部数据带回来'
  },
  decision: {
    ref: '查哪张表', none: '不查表'
  },
  job: {
    kind: '做什么', none: '请选择',
    kinds: {
      notice: '给人发通知', program: '交给外部程序'
    },
    to: '通知谁', toHint: '一个人或一串人，例如 initiator。', text: '通知内容', textHint: '改为计算可以把事项的数据写进去。', topic: '任务主题',
    topicHint: '外部程序按主题领取。', headers: '带去的内容', addHeader: '加一项', retries: '失败后重试几次', backoff: '重试间隔'
  },
  script: {
    text: '算什么'
  },
  mapping: {
    inputs: '进来：这一步里用的数据', outputs: '出去：写回事项的数据', target: '叫什么', add: '加一项'
  },
  starters: {
    all: '现在：所有人都可以发起。选了角色，就只有这些角色可以。', some: '只有下面选中的角色可以发起。', roles: '角色，用逗号隔开'
  },
  more: {
    id: '文件里的名字', idHint: '场景测试和消息用它来指这一步。一般不用改。', idForm: '以字母开头，只用字母、数字、点和短横线。', idTaken: '图里已有这个名字。',
    interrupts: '发生时打断原步骤', interruptsHint: '不打断，原步骤继续办。', foreign: '另有 {count} 项其他软件的设置，原样保留。'
  },
  feel: {
    mark: '计算', offers: '可以填的名称', notChecked: '暂时不能检查这个式子，部署前会再检查。'
  },
  check: {
    label: '检查结果', checking: '正在检查…', failed: '没有检查成。', again: '再检查', fine: '没有发现问题，也不会卡住。',
    fineUnknown: '没有发现问题；图较大，是否会卡住没有判完。', found: '{errors} 处错误，{warnings} 处提醒', error: '错误', warning: '提醒',
    badgeErrors: '{count} 处错误，查看', badgeWarnings: '{count} 处提醒，查看', fineFile: '没有发现问题。'
  },
  editor: {
    untitled: '未命名', back: '返回流程设计', board: '流程图：{name}', from: '自第 {version} 版', fresh: '新建，还没有启用',
    draftOf: '草稿存于 {time}',
    save: {
      waiting: '有改动…', saving: '正在存草稿…', saved: '草稿已存 {time}', local: '草稿存在这台电脑上 {time}', failed: '草稿没有存上'
    },
    failed: '打不开。', undo: '撤销', redo: '重做', fit: '看全图', find: '查找', simulate: '走一遍', simulateEnd: '结束演示',
    scenarios: '场景测试', panel: '设置', discard: '丢弃草稿', discardSure: '丢弃草稿，回到已启用的版本？', deploy: '启用新版本',
    unnamed: '未命名的{kind}'
  },
  deploy: {
    title: '启用：{name}', about: '启用后，新立的事项用新版本；在办的按原版本办完。', along: '连同图中用到的 {count} 张表单和决策表一起启用。', note: '改了什么',
    notePlaceholder: '例如：增加“街道复核”一步', noteMissing: '请写明改了什么，以后查版本时要看。', show: '看在哪里', now: '启用', done: '新版本已启用。',
    overtaken: '您改的是第 {base} 版，现在已经有第 {newest} 版。启用会盖过别人的改动，请先看看历次版本。',
    alongUsers: '用到它的流程连同其他表单、决策表（共 {count} 个文件）一起启用，新立的事项才会用上。'
  },
  list: {
    about: '流程、决策表、表单和日历都在这里改，改完启用，不用停服务。', kinds: '种类',
    kind: {
      processes: '流程', decisions: '决策表', forms: '表单', calendars: '日历'
    },
    new: {
      processes: '新建流程', decisions: '新建决策表', forms: '新建表单'
    },
    search: '按名称查找', noneFound: '没有找到', noneFoundText: '换一个词再试。', empty: '这里还没有内容', emptyText: '点“新建”开始。', name: '名称',
    version: '版本', state: '状态', acts: '操作', number: '第 {version} 版', never: '没有启用过', draft: '有草稿', enabled: '启用',
    disabled: '停用', edit: '修改', view: '查看', versions: '历次版本', versionsOf: '{name}的历次版本'
  },
  versions: {
    title: '{name}的历次版本', when: '启用时间', who: '谁', note: '改了什么', restore: '以此为底稿修改', enable: '恢复启用', disable: '停用',
    enabled: '第 {version} 版已恢复启用。', disabled: '第 {version} 版已停用，不再立新案。', about: '停用只是不再立新案，在办的不受影响；新案用最新的启用版本。',
    replaceDraft: '您有一份没有启用的草稿，以旧版本为底稿会把它替换掉。继续吗？'
  },
  new: {
    name: '名称', model: '从哪里开始', blank: '空白', key: '文件里的名字', keyHint: '一般不用填。启用后不能再改。',
    keyForm: '文件里的名字以字母开头，只用字母、数字、点和短横线。', keyTaken: '已经有这个名字了。', nameMissing: '请填写名称。', begin: '开始', start: '开始',
    step: '办理', end: '办结', input: '条件', output: '结果', field: '事由'
  },
  scenario: {
    title: '场景测试', about: '写明谁在什么时候做什么、应当看到什么，按现在画的图用虚拟时间跑一遍。不会真的立案。', text: '场景', run: '跑一遍', running: '正在跑…',
    again: '重新起头', firstName: '从头走到第一步', result: '{all} 个场景，{passed} 个通过', ok: '符合', notOk: '不符合',
    line: '第 {line} 行：{message}', open: '打开场景文件'
  },
  trial: {
    title: '试算', about: '填上条件，看现在画的表会得出什么。不影响正在用的表。', noInputs: '这张表不需要条件。', run: '试算', answer: '结果',
    noRule: '没有命中任何一条规则。', rule: '{table}：命中第 {number} 条', nothing: '没有', yes: '是', no: '否', and: '、', unset: '不填'
  },
  decisionEditor: {
    drd: '全部决策', views: '看哪一张'
  },
  formEditor: {
    title: '表单名称', preview: '预览', previewAbout: '办理人看到的样子，可以试填。', try: '检查填写', fine: '填写合格。', notFine: '有填写不对的地方。'
  },
  next: {
    choose: '现在选中', task: '后面接办理任务', gateway: '后面接“选一条路”', parallel: '后面接“同时走”', end: '后面接结束', remove: '删除'
  }
}
