// Decides the texts that sight_text.h promises. The cases of a person are found from the person's own tasks and starts
// (a few hundred), once a statement, not by asking of every case whether the person took part.
#include "adapters/store/sight_text.h"

#include <bit>
#include <set>

namespace bihuan::store {

namespace {

/// ? is the person. $1 is the part.
constexpr const char* roots_of_person = R"sql(
 IN (SELECT b.root FROM instance b WHERE b.part = $1 AND b.initiator <> '' AND b.initiator = ?
     UNION ALL
     SELECT r.root FROM task_candidate c JOIN instance r ON r.part = c.part AND r.id = c.instance
     WHERE c.part = $1 AND c.person = ?
     UNION ALL
     SELECT r.root FROM task d JOIN instance r ON r.part = d.part AND r.id = d.instance
     WHERE d.part = $1 AND d.ended_by <> '' AND d.ended_by = ?))sql";

std::string with_each(std::string text, const std::string& parameter) {
  for (std::size_t at = text.find('?'); at != std::string::npos; at = text.find('?', at)) {
    text.replace(at, 1, parameter);
  }
  return text;
}

}  // namespace

std::string bound(Step& step, std::int64_t value) {
  step.number(value);
  return "$" + std::to_string(step.columns.size());
}

std::string bound(Step& step, const std::string& value) {
  step.text_value(value);
  return "$" + std::to_string(step.columns.size());
}

std::string one_of(Step& step, const std::string& column, const std::vector<std::string>& names) {
  std::set<std::string> different(names.begin(), names.end());
  different.erase("");
  if (different.empty()) return "1 = 0";
  std::string list;
  for (const std::string& name : different) list += (list.empty() ? "" : ", ") + bound(step, name);
  const std::string last = list.substr(list.rfind('$'));
  for (std::size_t n = different.size(); n < std::bit_ceil(different.size()); ++n) list += ", " + last;
  return column + " IN (" + list + ")";
}

std::string seen_instance(Step& step, const Sight& sight, const std::string& prefix) {
  // An empty name is nobody's unit: the comparison lets the partial indexes be used.
  std::string any = "(" + prefix + "unit <> '' AND " + one_of(step, prefix + "unit", sight.units) + ")";
  any += " OR (" + prefix + "line <> '' AND " + one_of(step, prefix + "line", sight.lines) + ")";
  if (!sight.person.empty()) {
    any += " OR " + prefix + "root" + with_each(roots_of_person, bound(step, sight.person));
  }
  return "(" + any + ")";
}

std::string of_seen_instance(Step& step, const Sight& sight, const std::string& prefix) {
  return "EXISTS (SELECT 1 FROM instance s WHERE s.part = " + prefix + "part AND s.id = " + prefix + "instance AND " +
         seen_instance(step, sight, "s.") + ")";
}

}  // namespace bihuan::store
