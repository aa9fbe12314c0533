// The four sheets of an organisation, to fill in and to keep.
#include "adapters/identity/tables.h"

#include "adapters/identity/table_columns.h"

namespace bihuan::identity {
namespace {

using spreadsheet::Cell;
using spreadsheet::Sheet;

Sheet sheet_of(const TableLayout& layout) {
  Sheet sheet{.name = std::string(layout.sheet)};
  for (const std::string_view title : layout.columns) sheet.columns.push_back({std::string(title)});
  return sheet;
}

std::vector<Cell> row_of(std::initializer_list<std::string> texts) {
  return {texts.begin(), texts.end()};
}

std::string kind_text(const std::string& kind) {
  return kind_name(kind);
}

}  // namespace

std::vector<Sheet> sheets_of(const Organisation& organisation) {
  Sheet units = sheet_of(unit_table), people = sheet_of(people_table), roles = sheet_of(role_table),
        groups = sheet_of(group_table);
  for (const auto& [id, unit] : organisation.units) {
    const std::string line = unit.line.empty() ? "" : organisation.line_name(unit.line);
    units.rows.push_back(row_of({id, unit.name, kind_text(unit.kind), unit.parent, line, unit.head, unit.leader}));
  }
  for (const Person& person : organisation.people) {
    people.rows.push_back(row_of({person.id, person.name, person.unit, person.position, person.phone,
                                  person.disabled ? std::string(word_disabled) : std::string(word_active)}));
  }
  for (const Grant& grant : organisation.grants()) {
    roles.rows.push_back(row_of({grant.person, organisation.person_name(grant.person),
                                 organisation.role_name(grant.role), grant.unit, organisation.unit_name(grant.unit)}));
  }
  for (const auto& [group, inspected] : organisation.supervision) {
    for (const std::string& unit : inspected) {
      groups.rows.push_back(row_of({group, organisation.unit_name(group), unit, organisation.unit_name(unit)}));
    }
  }
  return {units, people, roles, groups};
}

}  // namespace bihuan::identity
