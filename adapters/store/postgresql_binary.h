// Decides PostgreSQL's binary form of the three types that the schema has, alone and as arrays. No connection.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <vector>

#include "adapters/store/sql_value.h"

namespace bihuan::store {

/// The parameters of one step, ready for libpq; valid as long as the step lives.
class BinaryParameters {
 public:
  /// `many`: each column is one array; else its first cell is one value.
  BinaryParameters(const Step& step, bool many);

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  std::vector<std::string> encoded_;
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
};

/// The types to prepare a step with.
std::vector<Oid> parameter_types(const Step& step, bool many);

/// All rows of a result in binary form.
Rows rows_of(const PGresult* result);

}  // namespace bihuan::store
