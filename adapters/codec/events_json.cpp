// Decides the JSON form of each type of field; which fields there are, each struct says itself.
#include "adapters/codec/events_json.h"

#include "adapters/codec/ids.h"
#include "adapters/codec/json_text.h"
#include "adapters/codec/record.h"
#include "adapters/codec/time.h"

namespace bihuan::codec {
namespace {

/// What an alternative of WorkDetail is called.
template <class T>
constexpr std::string_view kind_name = "";
template <>
inline constexpr std::string_view kind_name<state::Task> = "Task";
template <>
inline constexpr std::string_view kind_name<state::Job> = "Job";
template <>
inline constexpr std::string_view kind_name<state::Timer> = "Timer";
template <>
inline constexpr std::string_view kind_name<state::Subscription> = "Subscription";
template <>
inline constexpr std::string_view kind_name<state::Call> = "Call";
template <>
inline constexpr std::string_view kind_name<state::Condition> = "Condition";
template <>
inline constexpr std::string_view kind_name<state::Continuation> = "Continuation";

std::string camel_case(std::string_view name) {
  std::string out;
  bool upper = false;
  for (const char c : name) {
    if (c == '_') {
      upper = true;
      continue;
    }
    out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

class JsonView {
 public:
  JsonView(std::string& out, const View& view) : out_(out), view_(view) {}

  template <Record T>
  void write(const T& record) {
    out_ += '{';
    bool first = true;
    T::fields(record, [&](std::string_view name, const auto& v) { member(name, v, first); });
    out_ += '}';
  }
  /// A struct with the name of its type: an event or a command.
  template <class T>
  void write_named(std::string_view type, const T& record) {
    out_ += "{\"type\":";
    append_string(out_, type);
    bool first = false;
    T::fields(record, [&](std::string_view name, const auto& v) { member(name, v, first); });
    out_ += '}';
  }
  void write(const state::Variables& variables) {
    out_ += '{';
    bool first = true;
    for (const auto& [name, value] : variables) comma(first), append_string(out_, name), out_ += ':', write(value);
    out_ += '}';
  }
  void write(const Value& value) { append_value(out_, value); }
  void write(const std::string& s) { append_string(out_, s); }
  void write(bool b) { out_ += b ? "true" : "false"; }
  template <std::integral T>
  void write(T n) {
    out_ += std::to_string(n);
  }
  template <class T>
  requires std::is_enum_v<T>
  void write(T e) { append_string(out_, Words<T>::all[static_cast<std::size_t>(e)]); }
  void write(Instant at) { append_string(out_, text(at)); }
  template <class Tag>
  void write(Id<Tag> id) {
    append_string(out_, std::to_string(id.n));
  }
  void write(WorkId id) { inner(id.n); }
  void write(IncidentId id) { inner(id.n); }
  void write(ElementIndex i) {
    const bool known = view_.definition && i.i < view_.definition->elements.size();
    known ? append_string(out_, view_.definition->at(i).id) : write(i.i);
  }
  void write(FlowIndex i) {
    const bool known = view_.definition && i.i < view_.definition->flows.size();
    known ? append_string(out_, view_.definition->at(i).id) : write(i.i);
  }
  template <class T>
  void write(const std::optional<T>& v) {
    if (v)
      write(*v);
    else
      out_ += "null";
  }
  template <class T>
  void write(const std::vector<T>& items) {
    out_ += '[';
    bool first = true;
    for (const T& item : items) comma(first), write(item);
    out_ += ']';
  }
  template <class... T>
  void write(const std::variant<T...>& v) {
    std::visit([&](const auto& a) { write_named(kind_name<std::decay_t<decltype(a)>>, a); }, v);
  }
  void write(const std::map<ElementIndex, std::string>& by_element) {
    out_ += '{';
    bool first = true;
    for (const auto& [element, person] : by_element) {
      comma(first);
      const bool known = view_.definition && element.i < view_.definition->elements.size();
      append_string(out_, known ? view_.definition->at(element).id : std::to_string(element.i));
      out_ += ':';
      write(person);
    }
    out_ += '}';
  }

 private:
  void comma(bool& first) {
    if (!first) out_ += ',';
    first = false;
  }
  void inner(std::uint64_t n) {
    append_string(out_, view_.instance ? text(Reference{view_.instance, n}) : std::to_string(n));
  }
  template <class T>
  void member(std::string_view name, const T& value, bool& first) {
    if (absent(value)) return;
    comma(first);
    append_string(out_, camel_case(name));
    out_ += ':';
    write(value);
  }
  template <class T>
  static bool absent(const T&) {
    return false;
  }
  template <class Tag>
  static bool absent(Id<Tag> id) {
    return !id;
  }
  template <class Tag>
  static bool absent(Index<Tag> index) {
    return !index;
  }
  template <class T>
  static bool absent(const std::optional<T>& v) {
    return !v;
  }
  static bool absent(Instant at) { return at == Instant{}; }

  std::string& out_;
  const View& view_;
};

template <class Variant>
void append_named(std::string& out, const Variant& v, const View& view) {
  std::visit([&](const auto& a) { JsonView(out, view).write_named(std::decay_t<decltype(a)>::name, a); }, v);
}

template <class T>
std::string plain(const T& v, const View& view) {
  std::string out;
  JsonView(out, view).write(v);
  return out;
}

}  // namespace

std::string events_json(std::span<const Event> events, const definition::Definition* definition, InstanceId instance) {
  const View view{definition, instance};
  std::string out = "[";
  for (const Event& event : events) {
    if (out.size() > 1) out += ',';
    append_named(out, event, view);
  }
  return out + "]";
}

std::string event_json(const Event& event, const View& view) {
  std::string out;
  append_named(out, event, view);
  return out;
}

std::string command_json(const Command& command, const View& view) {
  std::string out;
  append_named(out, command, view);
  return out;
}

std::string scope_json(const state::Scope& scope, const View& view) {
  return plain(scope, view);
}
std::string header_json(const state::Header& header, const View& view) {
  return plain(header, view);
}
std::string variables_json(const state::Variables& variables) {
  return plain(variables, View{});
}

}  // namespace bihuan::codec
