// 公用部件的中文。
export default {
  loading: '正在打开…',
  none: '无',
  nobody: '未指定',
  deadline: {
    none: '无期限',
    late: '超期 {days} 个工作日',
    lateNow: '已超期',
    today: '今天到期',
    left: '还剩 {days} 个工作日',
    due: '{time} 到期'
  },
  state: { active: '办理中', suspended: '已挂起', completed: '已办结', cancelled: '已撤销', failed: '出错' },
  time: {
    now: '刚刚',
    minutes: '{count} 分钟前',
    hours: '{count} 小时前'
  },
  person: { pick: '输入姓名查找', none: '没有找到这个人', failed: '查找失败，请重试' },
  unit: { pick: '请选择单位', none: '没有找到这个单位' },
  diagram: {
    label: '流程图：{name}',
    fit: '看全图',
    larger: '放大',
    smaller: '缩小',
    failed: '流程图画不出来。'
  },
  more: '再显示一些',
  all: '已全部显示',
  cancel: '取消',
  sure: '确定'
}
