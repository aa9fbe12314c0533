// Decides the Chinese of the form editor, whose texts are fixed English. Applied to its elements by dom_words.ts; parts that
// we hide (embedded pages, scripts) have none.

/** Chinese by the whole English text, title or label. */
export const formsWords: Record<string, string> = {
  // palette
  Components: '部件', 'Search components': '查找部件', 'No components found.': '没有这种部件。', 'Clear content': '清空',
  Input: '填写', Selection: '选择', Presentation: '展示', Containers: '分组', Action: '按钮',
  'Text field': '单行文字', 'Text area': '多行文字', Number: '数字', 'Date time': '日期时间', Expression: '计算值',
  'File picker': '附件', Checkbox: '勾选', 'Checkbox group': '多选', 'Radio group': '单选', Select: '下拉选择',
  'Tag list': '标签选择', 'Text view': '说明文字', 'Image view': '图片', Table: '表格', Separator: '分隔线', Spacer: '空白',
  Group: '分组', 'Dynamic list': '可增减的清单', Date: '日期', Time: '时间', Form: '表单', 'Text': '文字', Spreadsheet: '表格',
  // drawing
  'Build your form': '搭建表单', 'Drag and drop components here to start designing.': '把左边的部件拖到这里。',
  'Drag and drop components here.': '把部件拖到这里。', 'Use the preview window to test your form.': '用预览试填。',
  'Remove form field': '删除', 'Resize': '改宽窄', 'Move': '移动', 'Form Definition': '表单',
  'Select a form field to edit its properties.': '选中一个部件，在这里设置。',
  'Multiple form fields are selected. Select a single form field to edit its properties.': '选中了多个，请只选一个。',
  // groups of settings
  General: '基本', Condition: '什么时候隐藏', Layout: '排列', Appearance: '样子', Serialization: '保存方式',
  Constraints: '限制', Validation: '检查', 'Custom properties': '其他设置', 'Options source': '选项来源',
  'Static options': '固定选项', 'Dynamic options': '从数据取选项', 'Input data': '从数据', Static: '固定',
  'Options expression': '用式子算选项', 'Data source': '数据来源', 'Headers source': '表头来源', 'Header items': '表头',
  'Security attributes': '安全设置', Values: '选项', Path: '位置',
  // settings
  Key: '数据名', ID: '文件里的名字', 'Field label': '标题', 'Group label': '标题', 'Table label': '标题', Title: '标题',
  Label: '显示', Value: '值', 'Field description': '填写说明', 'Default value': '缺省值', Required: '必填', Disabled: '停用',
  'Read only': '只读', 'Binds to a form variable': '存为这个数据', Subtype: '种类', 'Date label': '日期的标题',
  'Time label': '时间的标题', 'Use 24h': '24 小时制', 'Time interval': '时间间隔', 'Time format': '时间写法',
  'Disallow past dates': '不能选过去', 'Minimum length': '最少几个字', 'Maximum length': '最多几个字', Minimum: '最小',
  Maximum: '最大', 'Validation pattern': '格式检查', 'Custom regular expression': '自定格式（正则表达式）', Custom: '自定',
  'Custom error message': '格式不对时的提示', Email: '电子邮箱', Phone: '电话', 'Decimal digits': '小数位数', Increment: '每次增减',
  'Output as string': '存成文字', 'Allows arbitrary precision values': '数字很大或很精确时用', Prefix: '前缀', Suffix: '后缀',
  Searchable: '可搜索', Checked: '已勾选', 'Not checked': '未勾选', Type: '种类', 'Show outline': '显示边框',
  'Vertical alignment': '竖向位置', Repeatable: '可增减', 'Default number of items': '起初几项',
  'Allow add/delete items': '可以增减', 'Disable collapse': '不折叠', 'Number of non-collapsing items': '超过几项就折叠',
  Columns: '宽度', Column: '列', 'Column 1': '第 1 列', 'Column 2': '第 2 列', 'Column 3': '第 3 列', Auto: '自动', Top: '靠上',
  Center: '居中', Bottom: '靠下', Height: '高度', 'Height of the container in pixels.': '高度，以像素计。', 'Alternative text': '图片说明',
  'Descriptive text for screen reader accessibility.': '读屏软件读出的说明。', 'Image source': '图片来源',
  'Expression or static value (link/data URI)': '图片地址', Reset: '重置', Submit: '提交', 'Compute on': '什么时候算',
  'Value changes': '数据变化时', 'Form submission': '提交时', 'Target value': '算什么',
  'Define an expression to calculate the value of this field': '写出这个值怎么算', 'Input values key': '选项的数据名',
  'Define which input property to populate the values from': '从哪个数据取选项',
  'Define an expression to populate the options from.': '写出选项怎么算', 'Supported file formats': '接受哪些文件',
  'Upload multiple files': '可传多个', Pagination: '分页', 'Number of rows per page': '每页几行', 'List of items': '固定的列',
  'Specify an expression to populate column items': '写出各列怎么算', 'Specify the source from which to populate the table': '表格的数据从哪来',
  'Enter a form input variable that contains the data for the table or define an expression to populate the data dynamically.':
    '填写放表格数据的数据名，或写式子。',
  'Where the child variables of this component are pathed to.': '里面的数据放在哪个名字下。',
  'Make this field read-only when it cannot be edited by the end-user, but its content is important for them to see. Its data will still be submitted.':
    '只给人看，不让改。',
  'Disable this field when it should not be interactive for end-users. Its data will not be submitted. This setting takes precedence over read-only.':
    '不让填，也不提交。',
  'The error message to display when the input does not match the regular expression.': '填的内容不合格式时显示的话。',
  'Version tag by which this form can be referenced.': '别处按这个名字引用表单。', 'Version tag': '版本名',
  'Add properties directly to the form schema, useful to configure functionality in custom-built task applications and form renderers.':
    '写给其他程序看的设置。',
  'Link referring to a hosted image, or use a data URI directly to embed image data into the form.': '图片的地址。',
  'Hide if': '什么情况下隐藏', 'Condition under which the field is hidden': '满足这个条件就不显示', 'Deactivate if': '什么情况下停用',
  'UTC offset': '带时区', 'UTC normalized': '换成标准时间', 'No timezone': '不带时区', Search: '查找',
  // library controls
  'Toggle section': '展开或收起', 'Section contains an error': '里面有错', 'Section contains edits': '已设置', '<empty>': '（空）',
  'Toggle list item': '展开或收起', 'Delete item': '删除', 'Create new list item': '加一项', Create: '添加',
  'Open pop-up editor': '放大编辑', 'Opened in editor': '正在放大编辑', 'Opened in popup': '正在放大编辑', Close: '关闭',
  'FEEL expression is mandatory': '要写式子', 'Click to remove dynamic value with FEEL expression': '改为固定值',
  'Click to set a dynamic value with FEEL expression': '改为计算', 'Open documentation': '打开说明', 'Learn more': '了解更多',
  'Unparsable FEEL expression.': '式子写得不对。', Decrement: '减', 'Next page': '下一页', 'Previous page': '上一页',
  'Remove tag': '去掉', 'This is an image placeholder': '图片', Browse: '选择文件', 'All values selected': '已全部选中',
  'No files selected': '没有选文件', 'Powered by bpmn.io': '由 bpmn.io 提供', Placeholder: '提示文字', None: '无', Edit: '修改', Cancel: '取消', Save: '保存',
  // what is wrong
  'Should be a valid number': '要填数字', 'Should be a valid number.': '要填数字。', 'Must not be empty.': '不能为空。',
  'Must not be empty': '不能为空', 'Must be unique.': '不能重复。', 'Must not contain spaces.': '不能有空格。',
  'Must not contain prefix.': '不能有冒号。', 'Must be a valid QName.': '以字母开头，只用字母、数字、点和短横线。',
  'Must be a variable or a dot separated path.': '填数据名，或用点隔开的几段。',
  'Must not contain numerical path segments.': '点隔开的几段不能是数字。', 'Must not be a prohibited path.': '这个名字不能用。',
  'Must not cause two binding paths to collide': '和别的部件的数据名冲突', 'Should be an integer.': '要填整数。',
  'A number is required.': '要填数字。', 'Should be greater than zero.': '要大于零。',
  'Should be greater than or equal to zero.': '不能小于零。', 'Must be number': '要填数字', 'Value must be a number.': '要填数字。',
  'For security reasons the URL must start with "https".': '地址要以 https 开头。'
}

/** Texts with a part that varies. */
export const formsPatterns: [RegExp, string][] = [
  [/^Create an? (.+) element$/, '加：$1'],
  [/^Remove (.+)$/, '删除：$1'],
  [/^List contains (\d+) items?$/, '共 $1 项'],
  [/^(\d+) columns?$/, '占 $1 格']
]
