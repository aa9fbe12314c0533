// Decides how points and ranges lie to each other (DMN 1.5, 10.3.4.9, table 78), and range(text).
#include <algorithm>
#include <array>

#include "engine/feel/built_in.h"
#include "engine/feel/compare.h"
#include "engine/feel/evaluator.h"
#include "engine/feel/expression.h"
#include "engine/feel/program.h"

namespace bihuan::feel {
namespace {

using Truth = std::optional<bool>;

/// The two arguments, each a range; a point is the closed range of itself.
struct Pair {
  BuiltInCall& call;
  Range a, b;
  bool a_point = false, b_point = false;

  Truth less(const Value& x, const Value& y) const { return feel::less(x, y, call.evaluation); }
  Truth same(const Value& x, const Value& y) const {
    const Truth below = less(x, y);
    const Truth above = less(y, x);
    return below && above ? Truth(!*below && !*above) : std::nullopt;
  }
};

Truth both(Truth a, Truth b) {
  if (a == false || b == false) return false;
  return a && b ? Truth(true) : std::nullopt;
}
Truth either(Truth a, Truth b) {
  if (a == true || b == true) return true;
  return a && b ? Truth(false) : std::nullopt;
}
Truth opposite(Truth a) {
  return a ? Truth(!*a) : a;
}

Pair swapped(const Pair& p) {
  return {p.call, p.b, p.a, p.b_point, p.a_point};
}

Truth before(const Pair& p) {
  return either(p.less(p.a.high, p.b.low), both(!(p.a.high_closed && p.b.low_closed), p.same(p.a.high, p.b.low)));
}

Truth meets(const Pair& p) {
  return both(p.a.high_closed && p.b.low_closed, p.same(p.a.high, p.b.low));
}

Truth overlaps(const Pair& p) {
  return both(opposite(before(p)), opposite(before(swapped(p))));
}

/// a begins before b: its low end is lower, or the same and closed where the other's is open.
Truth begins_before(const Pair& p) {
  return either(p.less(p.a.low, p.b.low), both(p.a.low_closed && !p.b.low_closed, p.same(p.a.low, p.b.low)));
}
Truth ends_before(const Pair& p) {
  return either(p.less(p.a.high, p.b.high), both(!p.a.high_closed && p.b.high_closed, p.same(p.a.high, p.b.high)));
}
Truth begin_together(const Pair& p) {
  return both(p.a.low_closed == p.b.low_closed, p.same(p.a.low, p.b.low));
}
Truth end_together(const Pair& p) {
  return both(p.a.high_closed == p.b.high_closed, p.same(p.a.high, p.b.high));
}

Truth overlaps_before(const Pair& p) {
  return both(overlaps(p), both(begins_before(p), opposite(ends_before(swapped(p)))));
}
Truth includes(const Pair& p) {
  return both(opposite(begins_before(swapped(p))), opposite(ends_before(p)));
}
Truth finishes(const Pair& p) {
  return both(end_together(p), opposite(begins_before(p)));
}
Truth starts(const Pair& p) {
  return both(begin_together(p), opposite(ends_before(swapped(p))));
}
Truth coincides(const Pair& p) {
  return both(begin_together(p), end_together(p));
}

std::optional<Range> as_range(const Value& value, bool& point) {
  if (const Range* range = value.range()) return *range;
  if (value.is_null() || value.list() != nullptr) return std::nullopt;
  point = true;
  return Range{value, value, true, true};
}

enum class Points { Any, OnlyFirst, OnlySecond, None };

/// Applies a relation; ranges with an end of null compare with nothing.
Value related(BuiltInCall& call, Points points, bool turned, Truth (*relation)(const Pair&)) {
  bool a_point = false;
  bool b_point = false;
  auto a = as_range(call.single(0), a_point);
  auto b = as_range(call.single(1), b_point);
  if (!a || !b) return call.null("needs points or ranges");
  const bool first_allowed = points == Points::Any || points == Points::OnlyFirst || !a_point;
  const bool second_allowed = points == Points::Any || points == Points::OnlySecond || !b_point;
  if (!first_allowed || !second_allowed) return call.null("needs a range, not a point");
  const Pair pair{call, std::move(*a), std::move(*b), a_point, b_point};
  const Truth answer = relation(turned ? swapped(pair) : pair);
  return answer ? Value(*answer) : call.null("the ends do not compare");
}

Value before_of(BuiltInCall& call) {
  return related(call, Points::Any, false, before);
}
Value after_of(BuiltInCall& call) {
  return related(call, Points::Any, true, before);
}
Value meets_of(BuiltInCall& call) {
  return related(call, Points::None, false, meets);
}
Value met_by_of(BuiltInCall& call) {
  return related(call, Points::None, true, meets);
}
Value overlaps_of(BuiltInCall& call) {
  return related(call, Points::None, false, overlaps);
}
Value overlaps_before_of(BuiltInCall& call) {
  return related(call, Points::None, false, overlaps_before);
}
Value overlaps_after_of(BuiltInCall& call) {
  return related(call, Points::None, true, overlaps_before);
}
Value finishes_of(BuiltInCall& call) {
  return related(call, Points::OnlyFirst, false, finishes);
}
Value finished_by_of(BuiltInCall& call) {
  return related(call, Points::OnlySecond, true, finishes);
}
Value includes_of(BuiltInCall& call) {
  return related(call, Points::OnlySecond, false, includes);
}
Value during_of(BuiltInCall& call) {
  return related(call, Points::OnlyFirst, true, includes);
}
Value starts_of(BuiltInCall& call) {
  return related(call, Points::OnlyFirst, false, starts);
}
Value started_by_of(BuiltInCall& call) {
  return related(call, Points::OnlySecond, true, starts);
}
Value coincides_of(BuiltInCall& call) {
  const bool ranges = call.single(0).range() != nullptr;
  if (ranges != (call.single(1).range() != nullptr)) return call.null("needs two points or two ranges");
  return related(call, Points::Any, false, coincides);
}

/// An end point in text is a literal, or a call like date("2026-01-01") with literals.
bool is_literal_end(const Program& program) {
  const auto fixed = [&](const Node& node) {
    if (node.kind == NodeKind::Name) return program.built_ins[node.value] >= 0;
    if (node.kind != NodeKind::Call) return node.kind == NodeKind::Constant;
    const auto arguments = program.children_of(node).subspan(1);
    return std::all_of(arguments.begin(), arguments.end(),
                       [&](NodeId id) { return program.nodes[id].kind == NodeKind::Constant; });
  };
  return program.reads.empty() && std::all_of(program.nodes.begin(), program.nodes.end(), fixed);
}

/// The value of one end; nullopt when the text is no literal. Text of spaces is a missing end.
std::optional<Value> end_of_text(BuiltInCall& call, std::string_view text) {
  if (text.find_first_not_of(' ') == std::string_view::npos) return Value();
  const auto parsed = parse_expression(text);
  if (!parsed || !is_literal_end(*parsed->program())) return std::nullopt;
  Value value = evaluate(*parsed, Variables{}, call.evaluation);
  if (value.is_null()) return std::nullopt;
  return value;
}

/// Where ".." stands outside quotes; npos when nowhere.
std::size_t dots_in(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) quoted = !quoted;
    if (!quoted && text.substr(i, 2) == "..") return i;
  }
  return std::string_view::npos;
}

/// "[1..3]", "(1..3)", "]1..3[", and "(..3]" or "[1..)" without a bound on the side that is left out, which must be
/// open.
Value range_of_text(BuiltInCall& call) {
  const std::string* text = call.string(0);
  if (text == nullptr) return call.null("not a string");
  call.evaluation.step(text->size());
  const std::size_t first = text->find_first_not_of(' ');
  const std::string_view whole =
      first == std::string::npos ? "" : std::string_view(*text).substr(first, text->find_last_not_of(' ') - first + 1);
  const std::size_t dots = dots_in(whole);
  if (whole.size() < 5 || dots == std::string_view::npos || dots == 0) return call.null("not a range");
  const char open = whole.front();
  const char close = whole.back();
  auto low = end_of_text(call, whole.substr(1, dots - 1));
  auto high = end_of_text(call, whole.substr(dots + 2, whole.size() - dots - 3));
  const bool brackets = (open == '[' || open == '(' || open == ']') && (close == ']' || close == ')' || close == '[');
  if (!brackets || !low || !high) return call.null("not a range");
  if ((low->is_null() && open == '[') || (high->is_null() && close == ']'))
    return call.null("a missing end must be open");
  auto range = make_range(std::move(*low), std::move(*high), open == '[', close == ']', call.evaluation);
  return range ? Value(std::make_shared<const Range>(std::move(*range))) : call.null("not a range");
}

constexpr std::array<BuiltIn, 15> functions = {{
    {"before", "point1:point,point2:point|range:range,point:point|point:point,range:range|range1:range,range2:range",
     "boolean", before_of},
    {"after", "point1:point,point2:point|range:range,point:point|point:point,range:range|range1:range,range2:range",
     "boolean", after_of},
    {"meets", "range1:range,range2:range", "boolean", meets_of},
    {"met by", "range1:range,range2:range", "boolean", met_by_of},
    {"overlaps", "range1:range,range2:range", "boolean", overlaps_of},
    {"overlaps before", "range1:range,range2:range", "boolean", overlaps_before_of},
    {"overlaps after", "range1:range,range2:range", "boolean", overlaps_after_of},
    {"finishes", "point:point,range:range|range1:range,range2:range", "boolean", finishes_of},
    {"finished by", "range:range,point:point|range1:range,range2:range", "boolean", finished_by_of},
    {"includes", "range:range,point:point|range1:range,range2:range", "boolean", includes_of},
    {"during", "point:point,range:range|range1:range,range2:range", "boolean", during_of},
    {"starts", "point:point,range:range|range1:range,range2:range", "boolean", starts_of},
    {"started by", "range:range,point:point|range1:range,range2:range", "boolean", started_by_of},
    {"coincides", "point1:point,point2:point|range1:range,range2:range", "boolean", coincides_of},
    {"range", "from:string", "range", range_of_text},
}};

}  // namespace

std::span<const BuiltIn> range_functions() {
  return functions;
}

}  // namespace bihuan::feel
