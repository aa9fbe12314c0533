// Decides how a list's filters are read in the Camunda 7 REST dialect: from the query, or from the JSON body of the
// POST form of the same list; they have the same names. What is asked for and not known here is named as an error and
// never left out, since a list that ignores a filter lies. What a filter means is the resource's to say.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "engine/base/value.h"

namespace bihuan::compat {

/// `firstResult` and `maxResults`.
struct Slice {
  std::size_t first = 0;
  std::size_t most = SIZE_MAX;
};

struct Order {
  std::string by;
  bool descending = false;
};

/// "amount_gteq_5" of a query, {name, operator, value} of a body.
struct Condition {
  std::string name, test;
  Value value;
  bool holds(const Value* actual) const;
};

/// Reads one value at a time and keeps every fault; `finish` says whether there were any.
class Filter {
 public:
  /// The query, and the JSON body where the request is a POST.
  explicit Filter(const api::Call& call);

  bool has(std::string_view name);
  std::string text(std::string_view name);
  bool flag(std::string_view name) { return choice(name).value_or(false); }
  std::optional<bool> choice(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name);
  std::optional<Instant> moment(std::string_view name);
  /// "a,b" or ["a","b"]; nullopt when it was not given. An empty list matches nothing.
  std::optional<std::set<std::string>> words(std::string_view name);
  std::vector<Condition> conditions(std::string_view name);
  std::vector<Order> sorting(std::initializer_list<std::string_view> known);
  Slice slice();
  /// The dialect's tenants: there are none here, so `withoutTenantId` says nothing and a tenant has nothing.
  bool asks_for_a_tenant();
  /// Parameters that mean nothing here and change nothing.
  void ignore(std::initializer_list<std::string_view> names);

  /// The faults, and everything that nobody read. Call it last.
  std::optional<api::Problem> finish();

 private:
  const Value* find(std::string_view name);
  void fault(std::string_view name, std::string zh, std::string en);
  std::optional<Order> read_order(std::string by, const std::string& order,
                                  std::initializer_list<std::string_view> known);
  std::optional<Condition> read_condition(std::string_view name, const std::string& text);

  std::map<std::string, Value, std::less<>> given_;
  std::set<std::string, std::less<>> read_;
  std::vector<InputFault> faults_;
  std::optional<api::Problem> malformed_;
};

/// SQL's LIKE as that engine takes it: "%" stands for any text, everything else for itself.
bool like(std::string_view text, std::string_view pattern);

}  // namespace bihuan::compat
