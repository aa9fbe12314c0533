// Decides how the editor explains each built-in function: one line in Chinese, one in English.
// The signatures stand with the functions; a test holds that every function has a line here.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace bihuan::feel {

/// What a function is for.
struct BuiltInHelp {
  std::string_view name, zh, en;
};

inline constexpr std::array<BuiltInHelp, 86> built_in_help = {{
    {"abs", "绝对值，数字或时长", "the absolute value of a number or duration"},
    {"after", "前者是否晚于后者，点或区间", "does the first lie after the second"},
    {"all", "列表是否全部为真", "are all elements true"},
    {"any", "列表是否有一个为真", "is any element true"},
    {"append", "在列表末尾添加元素", "the list with the items at its end"},
    {"before", "前者是否早于后者，点或区间", "does the first lie before the second"},
    {"ceiling", "向上取整，可指定小数位", "rounded towards plus infinity"},
    {"coincides", "两个点或两个区间是否相同", "are the two points or ranges the same"},
    {"concatenate", "把几个列表接在一起", "the lists one behind the other"},
    {"contains", "文本是否包含另一段文本", "does the string contain the match"},
    {"context", "由键值列表组成上下文", "a context of key and value entries"},
    {"context merge", "合并几个上下文，后者覆盖前者", "the contexts in one, later entries win"},
    {"context put", "在上下文中加入或替换一项", "the context with an entry added or replaced"},
    {"count", "列表的元素个数", "the number of elements"},
    {"date", "转换为日期，或由年月日组成", "a date from text, a date and time, or its parts"},
    {"date and time", "转换为日期时间，或由日期与时间组成", "a date and time from text or its parts"},
    {"day of week", "星期几的英文名", "the English name of the day of the week"},
    {"day of year", "一年中的第几天", "the number of the day within the year"},
    {"decimal", "保留小数位，四舍六入五成双", "rounded half even to the scale"},
    {"distinct values", "去掉重复元素", "the list without duplicates"},
    {"duration", "由文本转换为时长，如 P1D、P1Y", "a duration from text such as P1D or P1Y"},
    {"during", "前者是否在区间之内", "does the first lie within the range"},
    {"ends with", "文本是否以另一段文本结尾", "does the string end with the match"},
    {"even", "是否偶数", "is the number even"},
    {"exp", "e 的乘方", "e to the power of the number"},
    {"finished by", "区间是否以它结束", "does the first range end with the second"},
    {"finishes", "它是否结束于区间的终点", "does the first end where the range ends"},
    {"flatten", "把嵌套的列表展平", "the list without nesting"},
    {"floor", "向下取整，可指定小数位", "rounded towards minus infinity"},
    {"get entries", "上下文的键值列表", "the key and value entries of a context"},
    {"get value", "按键取上下文的值", "the value under a key"},
    {"includes", "区间是否包含它", "does the range include the second"},
    {"index of", "元素出现的位置列表", "the positions at which the element stands"},
    {"insert before", "在某一位置之前插入元素", "the list with an item put in before a position"},
    {"is", "两个值是否完全相同", "are both the same value"},
    {"list contains", "列表是否包含元素", "does the list contain the element"},
    {"list replace", "替换某一位置或符合条件的元素", "the list with elements replaced"},
    {"log", "自然对数", "the natural logarithm"},
    {"lower case", "转为小写", "the string in lower case"},
    {"matches", "文本是否符合正则表达式", "does the text match the pattern"},
    {"max", "最大值", "the greatest element"},
    {"mean", "平均值", "the arithmetic mean"},
    {"median", "中位数", "the median"},
    {"meets", "前一区间的终点是否就是后一区间的起点", "does the first range end where the second begins"},
    {"met by", "前一区间的起点是否就是后一区间的终点", "does the first range begin where the second ends"},
    {"min", "最小值", "the least element"},
    {"mode", "出现最多的数", "the most frequent numbers"},
    {"modulo", "余数，符号与除数相同", "the remainder, with the sign of the divisor"},
    {"month of year", "月份的英文名", "the English name of the month"},
    {"not", "取反", "the opposite of a boolean"},
    {"now", "现在的日期时间", "the present date and time"},
    {"number", "由文本转换为数字", "a number from text"},
    {"odd", "是否奇数", "is the number odd"},
    {"overlaps", "两个区间是否重叠", "do the ranges overlap"},
    {"overlaps after", "重叠且起止都在后", "does the first range overlap the end of the second"},
    {"overlaps before", "重叠且起止都在前", "does the first range overlap the beginning of the second"},
    {"product", "乘积", "the product of the numbers"},
    {"range", "由文本转换为区间", "a range from text such as [1..5)"},
    {"remove", "去掉某一位置的元素", "the list without the element at a position"},
    {"replace", "按正则表达式替换", "the text with what matches replaced"},
    {"reverse", "颠倒列表", "the list in reverse order"},
    {"round down", "向零取整", "rounded towards zero"},
    {"round half down", "四舍五入，五向零", "rounded to the nearest, halves towards zero"},
    {"round half up", "四舍五入，五离零", "rounded to the nearest, halves away from zero"},
    {"round up", "离零取整", "rounded away from zero"},
    {"sort", "排序，可给出先后函数", "the list in order"},
    {"split", "按正则表达式分割文本", "the text in parts, cut at the pattern"},
    {"sqrt", "平方根", "the square root"},
    {"started by", "区间是否以它开始", "does the first range begin with the second"},
    {"starts", "它是否开始于区间的起点", "does the first begin where the range begins"},
    {"starts with", "文本是否以另一段文本开头", "does the string begin with the match"},
    {"stddev", "样本标准差", "the standard deviation of a sample"},
    {"string", "转换为文本", "the value as text"},
    {"string join", "把文本列表连接起来", "the strings joined with a delimiter"},
    {"string length", "文本的字数", "the number of characters"},
    {"sublist", "列表的一段", "a part of the list"},
    {"substring", "文本的一段，位置从 1 起，负数从末尾", "a part of the string, from 1, or from the end"},
    {"substring after", "某段文本之后的部分", "what stands behind the match"},
    {"substring before", "某段文本之前的部分", "what stands before the match"},
    {"sum", "合计", "the sum"},
    {"time", "转换为时间，或由时分秒组成", "a time from text or its parts"},
    {"today", "今天的日期", "the present date"},
    {"union", "合并列表并去掉重复", "the lists in one, without duplicates"},
    {"upper case", "转为大写", "the string in upper case"},
    {"week of year", "ISO 周数", "the number of the ISO week"},
    {"years and months duration", "两个日期之间的年月", "the years and months between two dates"},
}};

/// The line of this function, nullptr when there is none.
inline const BuiltInHelp* help_of(std::string_view name) {
  const auto found = std::find_if(built_in_help.begin(), built_in_help.end(),
                                  [&](const BuiltInHelp& help) { return help.name == name; });
  return found != built_in_help.end() ? &*found : nullptr;
}

}  // namespace bihuan::feel
