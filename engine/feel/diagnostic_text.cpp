// Decides the Chinese words of the messages that evaluation keeps: whole phrases, and forms with names or types in
// them.
#include "engine/feel/diagnostic_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/feel/check_type.h"

namespace bihuan::feel {
namespace {

struct Phrase {
  std::string_view en, zh;
};

constexpr std::array<Phrase, 93> phrases = {{
    {"a key occurs twice", "有重复的键"},
    {"a missing end must be open", "没有写出的一端必须是开的"},
    {"a separator must be a space, a comma or a point", "分隔符只能是空格、逗号或点"},
    {"an element has no order", "有元素不能排序"},
    {"an element is no boolean", "有元素不是真假值"},
    {"an element is no context", "有元素不是上下文"},
    {"an element is no number", "有元素不是数字"},
    {"an element is no string", "有元素不是文本"},
    {"an entry needs key and value", "每一项要有 key 和 value"},
    {"both must be dates or dates and times", "两者都必须是日期或日期时间"},
    {"does not take so many arguments", "参数的个数不对"},
    {"needs a key or keys", "需要一个键或几个键"},
    {"needs a key", "需要一个键"},
    {"needs a list and a function", "需要一个列表和一个函数"},
    {"needs a list of strings and a delimiter", "需要文本列表和分隔符"},
    {"needs a range, not a point", "需要区间，不能是一个点"},
    {"needs a string and a position that is not 0", "需要文本和不为 0 的位置"},
    {"needs numbers", "需要数字"},
    {"needs points or ranges", "需要点或区间"},
    {"needs strings", "需要文本"},
    {"needs two numbers or more", "需要两个以上的数字"},
    {"needs two numbers", "需要两个数字"},
    {"needs two points or two ranges", "需要两个点或两个区间"},
    {"needs two strings", "需要两段文本"},
    {"needs two values", "需要两个值"},
    {"no elements", "没有元素"},
    {"not a boolean", "不是真假值"},
    {"not a context", "不是上下文"},
    {"not a date and time", "不是日期时间"},
    {"not a date", "不是日期"},
    {"not a duration", "不是时长"},
    {"not a list of contexts", "不是上下文的列表"},
    {"not a list of entries", "不是键值列表"},
    {"not a list", "不是列表"},
    {"not a number", "不是数字"},
    {"not a range", "不是区间"},
    {"not a string", "不是文本"},
    {"not a time", "不是时间"},
    {"not a whole number", "不是整数"},
    {"out of range", "超出范围"},
    {"the delimiter matches the empty string", "分隔表达式与空文本匹配"},
    {"the elements are not of one kind", "元素的类型不一致"},
    {"the ends do not compare", "两端不能比较"},
    {"the first argument must be a date", "第一个参数必须是日期"},
    {"the keys do not lead to a context", "这些键不通向上下文"},
    {"the length must be 1 or more", "长度必须不小于 1"},
    {"the list has not so many elements from there", "从该位置起列表没有这么多元素"},
    {"the match function must answer a boolean", "匹配函数必须给出真假值"},
    {"the position lies outside the list", "位置在列表之外"},
    {"the position lies outside the string", "位置在文本之外"},
    {"the regular expression matches the empty string", "正则表达式与空文本匹配"},
    {"the replacement is not valid", "替换文本不合规则"},
    {"the replacement must be a string", "替换内容必须是文本"},
    {"the result is no number", "结果不是数字"},
    {"the scale is out of range", "小数位超出范围"},
    {"the scale must be a number", "小数位必须是数字"},
    {"the second argument must be a time", "第二个参数必须是时间"},
    {"the separators must differ", "两个分隔符不能相同"},
    {"the string has not so many characters from there", "从该位置起文本没有这么多字"},
    {"the zone is unknown", "时区未知"},
    {"there is no such date and time", "没有这样的日期时间"},
    {"there is no such day", "没有这一天"},
    {"there is no such key", "没有这个键"},
    {"there is no such time", "没有这样的时间"},
    {"an end of a range is null", "区间的一端是空值"},
    {"an iteration needs two whole numbers or two dates", "循环需要两个整数或两个日期"},
    {"between needs three values of one kind", "between 需要三个同类的值"},
    {"external functions are not executed", "外部函数不能执行"},
    {"no range has such an end", "区间不能有这样的端点"},
    {"null cannot be iterated over", "空值不能循环"},
    {"null has no elements", "空值没有元素"},
    {"the end of a range is null", "区间的端点是空值"},
    {"the ends of a range must be of one kind, the low one first", "区间两端必须同类，小的在前"},
    {"the function has no parameters of these names and types", "函数没有这样名称和类型的参数"},
    {"the function takes another number of arguments", "函数的参数个数不对"},
    {"the list has no such element", "列表没有这个元素"},
    {"the names of the arguments do not fit the parameters", "参数的名称对不上"},
    {"the result has the wrong type", "结果的类型不对"},
    {"the tests do not compare with the value", "条件与值不能比较"},
    {"there is no such type", "没有这样的类型"},
    {"back references are not supported: they cannot be matched in linear time",
     "不支持反向引用：它无法在线性时间内匹配"},
    {"a class has a member that is none", "字符组中有无法识别的成员"},
    {"the classes are nested too deeply", "字符组嵌套太深"},
    {"a class is empty", "字符组是空的"},
    {"a class has no end", "字符组没有结束"},
    {"a bracket closes nothing", "方括号没有对应的开头"},
    {"subtracting categories with flag i is not supported", "标志 i 之下不支持从字符类别中相减"},
    {"there is no such flag", "没有这样的标志"},
    {"a class goes on behind its subtraction", "相减之后字符组没有结束"},
    {"the pattern has a group XPath does not know", "表达式中有 XPath 没有的分组"},
    {"the pattern has an escape that XPath does not know", "表达式中有 XPath 没有的转义"},
    {"the pattern ends in a backslash", "表达式以反斜杠结尾"},
    {"this class subtraction cannot be matched in linear time", "这样的字符组相减无法在线性时间内匹配"},
}};

/// Forms with one or two parts: what stands before, between and behind them, in English and in Chinese.
struct Form {
  std::string_view before, between, behind;
  std::string_view zh_before, zh_between, zh_behind;
};

constexpr std::array<Form, 11> forms = {
    {{"there is no variable '", "", "'", "没有名为“", "", "”的变量"},
     {"expected a boolean, found a ", "", "", "应为真假值，这里是", "", ""},
     {"cannot compare ", " with ", "", "不能比较", "与", ""},
     {"the argument '", "", "' has the wrong type", "参数“", "", "”的类型不对"},
     {"the list has ", " elements, and none at ", "", "列表有 ", " 个元素，没有第 ", " 个"},
     {"the regular expression is not valid, or too large: ", "", "", "正则表达式不合规则或太大：", "", ""},
     {"", " has no '", "'", "", "没有“", "”"},
     {"", "", " is no function", "", "", "不是函数"},
     {"", " + ", " has no result", "", "加", "没有结果"},
     {"", " - ", " has no result", "", "减", "没有结果"},
     {"", " * ", " has no result", "", "乘", "没有结果"}}};

/// A kind's name in Chinese; anything else as it is.
std::string part_of(std::string_view text) {
  const Type type = type_of_name(text == "null" ? "Null" : text);
  return type.kind == TypeKind::Named || type.kind == TypeKind::Any ? std::string(text) : chinese(type);
}

std::string in_form(std::string_view text, const Form& form) {
  if (!text.starts_with(form.before) || !text.ends_with(form.behind)) return "";
  if (text.size() < form.before.size() + form.behind.size()) return "";
  const std::string_view middle =
      text.substr(form.before.size(), text.size() - form.before.size() - form.behind.size());
  const std::size_t cut = form.between.empty() ? middle.size() : middle.find(form.between);
  if (cut == std::string_view::npos) return "";
  std::string out = std::string(form.zh_before) + part_of(middle.substr(0, cut));
  if (!form.between.empty()) out += std::string(form.zh_between) + part_of(middle.substr(cut + form.between.size()));
  return out + std::string(form.zh_behind);
}

/// The text in Chinese, "" when nothing fits.
std::string translated(std::string_view text) {
  const auto phrase = std::ranges::find(phrases, text, &Phrase::en);
  if (phrase != phrases.end()) return std::string(phrase->zh);
  for (const Form& form : forms)
    if (std::string found = in_form(text, form); !found.empty()) return found;
  return "";
}

}  // namespace

std::string chinese(const Diagnostic& diagnostic) {
  const std::string_view message = diagnostic.message;
  if (std::string whole = translated(message); !whole.empty()) return whole;
  const std::size_t colon = message.find(": ");
  if (colon == std::string_view::npos) return diagnostic.message;
  const std::string reason = translated(message.substr(colon + 2));
  return reason.empty() ? diagnostic.message : std::string(message.substr(0, colon)) + "：" + reason;
}

}  // namespace bihuan::feel
