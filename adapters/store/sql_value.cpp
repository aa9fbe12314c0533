// Decides how single parameters are added to a step.
#include "adapters/store/sql_value.h"

#include "adapters/store/stored_text.h"

namespace bihuan::store {

Step& Step::number(std::int64_t value) {
  columns.push_back({Type::Number, {value}});
  return *this;
}

Step& Step::text_value(std::string_view value) {
  columns.push_back({Type::Text, {stored_text(value)}});
  return *this;
}

Step& Step::null_number() {
  columns.push_back({Type::Number, {Cell{}}});
  return *this;
}

}  // namespace bihuan::store
