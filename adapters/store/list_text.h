// Decides how the text of a list is put together: conditions with bound values, a place to go on from, a limit. Values
// never become text. The order is list_order.h's, all ascending, so that one comparison of rows finds the next page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/store/list_order.h"
#include "adapters/store/sql_value.h"

namespace bihuan::store {

class ListText {
 public:
  /// `from`: "SELECT … FROM … WHERE part = ", to which the part is bound.
  ListText(const std::string& from, std::int64_t part);
  /// The clock becomes $1, for lists that say {now}. `from` then follows as above.
  ListText(Step clock, const std::string& from, std::int64_t part);

  /// " AND " and the condition, its "?" being the value.
  ListText& where(const std::string& condition, std::int64_t value);
  ListText& where(const std::string& condition, const std::string& value);
  ListText& where(const std::string& condition);
  ListText& where_if(const std::string& condition, const std::string& value);        ///< unless empty
  ListText& where_if(const std::string& condition, InstanceId id);                   ///< unless none
  ListText& where_bytes_if(const std::string& condition, const std::string& bytes);  ///< unless empty
  /// Any of the columns contains the text; no wildcards in it. Nothing is found when it is too long.
  ListText& contains(const std::vector<std::string>& columns, const std::string& text);

  /// Only what `sight` shows: of instances ("" or "i."), or of rows that name their instance ("t.").
  ListText& seen_instances(const Sight& sight, const std::string& prefix);
  ListText& of_seen_instances(const Sight& sight, const std::string& prefix);

  /// The finished step: one row more than the limit, to see whether there is a next page; nothing when the cursor is
  /// no cursor of this list.
  std::optional<Step> page(const std::vector<std::string>& order, const std::string& pattern, const Page& page);
  /// The same for a list whose order is one number, the greatest first.
  std::optional<Step> latest(const std::string& number, const Page& page);

 private:
  std::string parameter();

  Step step_;
};

}  // namespace bihuan::store
