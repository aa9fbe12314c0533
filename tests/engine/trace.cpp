// Writes events for traces (trace.h), over the list of fields that each struct gives of itself.
#include "tests/engine/trace.h"

#include "engine/calendar/period.h"
#include "engine/feel/text.h"

namespace bihuan::testing {
namespace {

struct Writer {
  const definition::Definition& definition;

  std::string text(const std::string& s) const { return s.empty() ? "" : feel::quoted(s); }
  std::string text(bool b) const { return b ? "true" : ""; }
  std::string text(Instant at) const { return at.us == 0 ? "" : calendar::text(at); }
  template <class Tag>
  std::string text(Id<Tag> id) const {
    return id ? "#" + std::to_string(id.n) : "";
  }
  std::string text(ElementIndex i) const { return i ? definition.at(i).id : ""; }
  std::string text(FlowIndex i) const { return i ? definition.at(i).id : ""; }
  std::string text(const Value& value) const { return value.is_null() ? "" : feel::literal(value); }
  template <class T>
  requires std::is_integral_v<T> std::string text(T n)
  const { return n == 0 ? "" : std::to_string(n); }
  template <class T>
  requires std::is_enum_v<T> std::string text(T n)
  const { return n == T{} ? "" : std::to_string(static_cast<int>(n)); }
  std::string text(const std::pair<std::string, Value>& entry) const {
    return entry.first + ": " + feel::literal(entry.second);
  }
  template <class T>
  std::string text(const std::optional<T>& one) const {
    return one ? text(*one) : "";
  }
  template <class T>
  std::string text(const std::vector<T>& list) const {
    if (list.empty()) return "";
    std::string all;
    for (const T& one : list) all += (all.empty() ? "" : ", ") + text(one);
    return "[" + all + "]";
  }
  template <class T>
  requires requires(const T& t) {
    T::fields(t, [](const char*, const auto&) {});
  }
  std::string text(const T& one) const {
    const std::string inner = fields(one);
    return inner.empty() ? "" : "(" + inner + ")";
  }
  template <class T>
  std::string fields(const T& one) const {
    std::string all;
    T::fields(one, [&](const char* name, const auto& field) {
      const std::string shown = text(field);
      if (shown.empty() || std::string_view(name) == "at" || std::string_view(name) == "created") return;
      all += (all.empty() ? "" : " ") + std::string(name) + "=" + shown;
    });
    return all;
  }
};

}  // namespace

std::string trace_of(const Event& event, const definition::Definition& definition) {
  const Writer writer{definition};
  return std::visit(
      [&](const auto& one) {
        const std::string fields = writer.fields(one);
        return std::string(one.name) + (fields.empty() ? "" : " " + fields);
      },
      event);
}

std::string trace_of(std::span<const Event> events, const definition::Definition& definition) {
  std::string all;
  for (const Event& event : events) all += trace_of(event, definition) + "\n";
  return all;
}

}  // namespace bihuan::testing
