// Decides the Chinese of every text that dmn-js asks for. words.test.ts reads the library's sources and fails on a text that
// is missing here.

/** Chinese by the English text that the library hands to `translate`. */
export const dmnWords: Record<string, string> = {
  // table
  'Add rule': '加一条规则', 'Add rule above': '在上面加规则', 'Add rule below': '在下面加规则', 'Remove rule': '删除规则',
  'Copy rule': '复制规则', 'Cut rule': '剪切规则', 'Paste rule above': '粘贴到上面', 'Paste rule below': '粘贴到下面',
  'Move rule': '移动规则', 'Add input': '加一列条件', 'Add output': '加一列结果',
  'Add input column left': '在左边加一列条件', 'Add input column right': '在右边加一列条件',
  'Add output column left': '在左边加一列结果', 'Add output column right': '在右边加一列结果',
  'Remove input column': '删除这列条件', 'Remove output column': '删除这列结果',
  'Copy input column': '复制这列条件', 'Copy output column': '复制这列结果',
  'Cut input column': '剪切这列条件', 'Cut output column': '剪切这列结果',
  'Paste input column left': '粘贴到左边', 'Paste input column right': '粘贴到右边',
  'Paste output column left': '粘贴到左边', 'Paste output column right': '粘贴到右边',
  'Add cell description': '加说明', 'Remove cell description': '删除说明', 'Edit cell description': '改说明',
  'Change cell expression language': '改写法', Annotation: '说明', Annotations: '说明', When: '当', Then: '则', And: '并且',
  'Hit policy': '命中规则', 'Hit policy:': '命中规则：', Unique: '只能命中一条', First: '自上而下，第一条生效',
  Priority: '按结果的优先次序', Any: '任意一条（结果须相同）', Collect: '全部收集',
  'Collect (Sum)': '全部收集，求和', 'Collect (Min)': '全部收集，取最小', 'Collect (Max)': '全部收集，取最大',
  'Collect (Count)': '全部收集，计数', 'Rule order': '全部，按规则次序', 'Output order': '全部，按结果次序',
  'Rules may overlap. The first matching rule will be chosen': '规则可以重叠，自上而下第一条生效',
  'Rules may overlap. The one with the highest priority will be chosen': '规则可以重叠，取结果优先的一条',
  'Collects the values of all matching rules': '收集所有命中规则的结果',
  'Collects the values of all matching rules and sums up to a single value': '把所有命中规则的结果相加',
  'Collects the values of all matching rules in rule order': '按规则次序收集结果',
  'Collects the values of all matching rules in decreasing output priority order': '按结果的优先次序收集',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched': '各条规则互不重叠，只会命中一条',
  'Rules may overlap. Their output have to match': '规则可以重叠，命中的各条结果必须相同',
  'Collects the values of all matching rules and uses the lowest value': '取所有命中规则中最小的结果',
  'Collects the values of all matching rules and uses the highest value': '取所有命中规则中最大的结果',
  'Collects the values of all matching rules and counts the number of them': '数一数命中了几条',
  Aggregation: '汇总方式', 'Aggregation:': '汇总方式：',
  // columns
  Input: '条件', Output: '结果', 'Edit input': '改条件', 'Edit output': '改结果', 'Input expression': '看哪个数据',
  'Input expression:': '看哪个数据：', 'Input label': '列名', 'Input label:': '列名：', 'Input type': '类型',
  'Input values': '可选的值', 'Output label': '列名', 'Output label:': '列名：', 'Output name': '结果存为',
  'Output name:': '结果存为：', 'Output type': '类型', 'Output values': '可选的值', 'Predefined values': '可选的值',
  'Add predefined values': '加可选的值', 'Clear predefined values': '清空可选的值', 'Add values': '加值',
  'Enter expression': '填写算式', Expression: '算式', 'Expression language': '写法', 'Expression language:': '写法：',
  'Expression language: {expressionLanguageLabel}': '写法：{expressionLanguageLabel}',
  'Editing not supported for set expression language': '这种写法不能在这里改', Type: '类型', 'Change type': '改种类',
  Values: '值', 'No values': '没有值', 'Custom values': '自己填的值', 'Delete value': '删除这个值',
  '"value"': '"值"', '"value", "value", ...': '"值", "值", …', 'Set value': '填值',
  // cells
  'Boolean value': '是或否', 'Comparison operator': '怎么比', Comparison: '比较', 'Date and time value': '日期时间',
  'Date and time': '日期时间', 'Date value': '日期', Date: '日期', 'Duration value': '时长', 'Edit boolean': '改是或否',
  'Edit date and time': '改日期时间', 'Edit date': '改日期', 'Edit duration': '改时长', 'Edit end date and time': '改结束时间',
  'Edit end date': '改结束日期', 'Edit end time': '改结束时间', 'Edit number': '改数字', 'Edit start date and time': '改开始时间',
  'Edit start date': '改开始日期', 'Edit start time': '改开始时间', 'Edit string': '改文字', 'Edit time': '改时间', Edit: '修改',
  'End date and time': '结束时间', 'End date': '结束日期', 'End time': '结束时间', 'End value': '到', Equals: '等于',
  Exactly: '正好', Exclude: '不含', 'Greater or equals': '大于或等于', Greater: '大于', Include: '含',
  'Less or equals': '小于或等于', Less: '小于', 'Match none': '都不是', 'Match one': '其中之一', No: '否', Yes: '是',
  Range: '范围', 'Range end operator': '末端含不含', 'Range end value': '末端', 'Range start operator': '起点含不含',
  'Range start value': '起点', 'Set date and time': '填日期时间', 'Set date': '填日期', 'Set duration': '填时长',
  'Set time': '填时间', 'Start date and time': '开始时间', 'Start date': '开始日期', 'Start time': '开始时间',
  'Start value': '从', 'String value': '文字', 'Strings must be in double quotes': '文字要加英文双引号',
  'Test type': '怎么比', 'Time value': '时间', Time: '时间', 'Use now': '用现在', 'Use today': '用今天', Value: '值',
  Before: '早于', After: '晚于', Between: '在两者之间', 'e.g. { example }': '例如 {example}', 'e.g. { sample }': '例如 {sample}',
  // diagram of decisions
  'Activate hand tool': '移动画布', 'Activate lasso tool': '框选', 'Add text annotation': '加注释',
  'Append business knowledge model': '接一个公用算法', 'Append decision': '接一个决策', 'Append input data': '接一项输入数据',
  'Append knowledge source': '接一个依据', 'Connect to other element': '连到别处', 'Create decision': '画决策',
  'Create input data': '画输入数据', 'Create knowledge model': '画公用算法', 'Create knowledge source': '画依据',
  Delete: '删除', 'Decision name': '决策名称', 'Decision name:': '决策名称：', 'Definition ID': '文件里的名字',
  'Definition name': '名称', 'Element name': '名称', 'View DRD': '看全部决策', 'Decision table': '决策表', Empty: '空',
  'Literal Expression': '算式', 'Literal expression': '算式', 'Literal expression editor': '算式',
  'Open decision table': '打开决策表', 'Open literal expression': '打开算式', Resize: '改大小', 'Edit DRD': '改全部决策',
  // expressions and functions
  'Variable name': '结果存为', 'Variable name:': '结果存为：', 'Variable type': '类型', 'Variable type:': '类型：', name: '名称',
  'Add parameter': '加一个参数', 'Remove parameter': '删除参数', 'Edit formal parameters': '改参数', 'Edit function kind': '改函数种类',
  'Function kind: {kind}': '函数种类：{kind}', Kind: '种类', 'Search in diagram': '在图中查找',
  string: '文字', boolean: '是或否', number: '数字', date: '日期', time: '时间', dateTime: '日期时间',
  dayTimeDuration: '时长（天、小时）', yearMonthDuration: '时长（年、月）',
  // problems
  'Element must have ID.': '要有名字。', 'Element must have unique ID.': '这个名字已经用了。',
  'Id must not contain spaces.': '名字里不能有空格。', 'Id must not contain prefix.': '名字里不能有冒号。',
  'Id must be a valid QName.': '名字以字母开头，只用字母、数字、点和短横线。',
  'element required': '缺少元素', 'already rendered {element}': '{element} 已画过', 'failed to import {element}': '读不出 {element}',
  'no shape type specified': '没有写图形种类',
  'element {element} referenced by {referenced}#{property} not yet drawn':
    '{referenced} 的 {property} 所指的 {element} 还没有画出来'
}

/** Titles that the library does not ask for; applied to its elements by dom_words.ts. */
export const dmnTitles: Record<string, string> = {
  'Move Input': '移动这列条件', 'Move Output': '移动这列结果', 'Powered by bpmn.io': '由 bpmn.io 提供'
}
