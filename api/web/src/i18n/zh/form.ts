// 表单的中文。
export default {
  required: '（必填）',
  yes: '是',
  no: '否',
  comma: '、',
  nothing: '未填',
  choose: '请选择',
  faults: '有 {count} 处需要修改，请看下面标红的地方。',
  row: '第 {number} 项',
  addRow: '增加一项',
  removeRow: '删除第 {number} 项',
  file: '附件 {number}',
  addFile: '选择文件',
  takePhoto: '拍照',
  chooseFor: '为“{label}”选择文件',
  photoFor: '为“{label}”拍照',
  removeFile: '去掉“{name}”',
  uploading: '正在上传“{name}”…',
  uploadFailed: '“{name}”没有传上去：{why}',
  fileRefused: {
    empty: '“{name}”是空文件，没有上传。',
    large: '“{name}”超过 {most} MB，没有上传。请压缩后再试。',
    type: '这一项不接受“{name}”这种文件，没有上传。'
  },
  fault: {
    missing: '请填写。',
    notChosen: '请选择。',
    noFile: '请添加文件。',
    unchecked: '需要勾选才能继续。',
    tooShort: '至少要 {least} 个字，现在是 {length} 个。',
    tooLong: '最多 {most} 个字，现在是 {length} 个。',
    email: "请填写电子邮箱，例如 name{'@'}example.cn。",
    phone: '请填写电话号码。',
    pattern: '格式不对，请检查。',
    number: '请填写数字。',
    tooSmall: '不能小于 {least}。',
    tooLarge: '不能大于 {most}。',
    digits: '最多 {most} 位小数。',
    option: '不在可选的范围内，请重新选择。',
    oneFile: '只能有一个文件。'
  }
}
