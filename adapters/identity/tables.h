// Decides how an organisation stands in four sheets (单位, 人员, 角色, 督导组), and what a file of such sheets changes
// in it, row by row. It does not read or write the file (adapters/spreadsheet).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "adapters/identity/organisation.h"
#include "adapters/spreadsheet/sheet.h"

namespace bihuan::identity {

/// The four sheets, with all of the organisation; of an empty one they are the template.
std::vector<spreadsheet::Sheet> sheets_of(const Organisation& organisation);

struct Tally {
  std::int64_t added = 0, changed = 0, unchanged = 0;
};

struct RejectedRow {
  std::string sheet;
  int row = 0;         ///< as the sheet counts, from 1
  std::string column;  ///< title; empty where the row as a whole is concerned
  std::string value, message_zh, message_en;
};

struct Import {
  Organisation organisation;  ///< with every row that was not rejected
  Tally units, people, roles, groups;
  std::vector<RejectedRow> rejected;
};

/// Why this grant may not be made by who imports, in Chinese and English; both empty: it may.
struct Objection {
  std::string message_zh, message_en;
};
using MayGrant = std::function<Objection(const Grant&)>;

/// Rows add or change; what the file does not name stays as it is. A rejected row changes nothing. Columns are found by
/// their titles; kinds, lines and roles may be written as ids or as people call them.
Import import_tables(const Organisation& current, const std::vector<spreadsheet::Table>& tables,
                     const MayGrant& may_grant);

}  // namespace bihuan::identity
