// Decides how query parameters are read: a list declares its filters, and what is unknown or no such value is named.
// It does not decide what a filter means; the store does.
#pragma once

#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store/store.h"
#include "api/problem.h"

namespace bihuan::api {

/// Reads one value at a time and keeps every fault; `finish` says whether there were any.
class Query {
 public:
  explicit Query(const http::RequestHead& request) : request_(request) {}

  std::string text(std::string_view name);
  bool flag(std::string_view name);
  std::optional<std::int64_t> integer(std::string_view name);
  std::optional<Instant> moment(std::string_view name);
  InstanceId instance(std::string_view name);
  /// The index of the value in `words`; nullopt when it was not given.
  std::optional<std::size_t> word(std::string_view name, std::initializer_list<std::string_view> words);
  /// `limit` (1 to 1000, default 50) and `cursor`; `pattern` is the form of this list's cursors (store/cursor.h).
  store::Page page(const std::string& pattern);

  /// The faults, and every parameter that nobody read. Call it last.
  std::optional<Problem> finish();

 private:
  const std::string* find(std::string_view name);
  void fault(std::string_view name, std::string zh, std::string en);

  const http::RequestHead& request_;
  std::vector<std::string> read_;
  std::vector<InputFault> faults_;
};

}  // namespace bihuan::api
