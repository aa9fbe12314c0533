// Decides how types are called when people read of them, in Chinese and in FEEL's own words.
#include <array>

#include "engine/feel/check_type.h"

namespace bihuan::feel {
namespace {

struct KindName {
  std::string_view zh, en;
};

KindName name_of(TypeKind kind) {
  constexpr std::array<KindName, 15> names = {{{"任意", "Any"},
                                               {"空值", "Null"},
                                               {"数字", "number"},
                                               {"文本", "string"},
                                               {"真假值", "boolean"},
                                               {"日期", "date"},
                                               {"时间", "time"},
                                               {"日期时间", "date and time"},
                                               {"天时时长", "days and time duration"},
                                               {"年月时长", "years and months duration"},
                                               {"列表", "list"},
                                               {"上下文", "context"},
                                               {"函数", "function"},
                                               {"区间", "range"},
                                               {"自定义类型", "a defined type"}}};
  return names[static_cast<std::size_t>(kind)];
}

template <class Part>
std::string alternatives(const Domain& domain, std::string_view any, std::string_view between, Part part) {
  if (domain.empty()) return std::string(any);
  std::string out;
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (i > 0) out += between;
    out += part(domain[i]);
  }
  return out;
}

}  // namespace

std::string chinese(const Type& type) {
  const std::string name(name_of(type.kind).zh);
  const bool whole = type.arguments.empty() || type.kind == TypeKind::Function || is_open(type.arguments[0]);
  return whole ? name : chinese(type.arguments[0]) + "的" + name;
}

std::string english(const Type& type) {
  const std::string name(name_of(type.kind).en);
  const bool whole = type.arguments.empty() || type.kind == TypeKind::Function || is_open(type.arguments[0]);
  return whole ? name : name + "<" + english(type.arguments[0]) + ">";
}

std::string chinese(const Domain& domain) {
  return alternatives(domain, "任意值", "或", [](const Type& type) { return chinese(type); });
}

std::string english(const Domain& domain) {
  return alternatives(domain, "any value", " or ", [](const Type& type) { return english(type); });
}

}  // namespace bihuan::feel
