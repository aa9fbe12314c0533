// Decides what each row of an organisation's sheets changes, and which rows are left out and why (tables.h).
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "adapters/identity/table_columns.h"
#include "adapters/identity/tables.h"

namespace bihuan::identity {
namespace {

using spreadsheet::Table;

/// One row that says something, before it is known whether it may.
struct Row {
  const TableLayout* layout = nullptr;
  int number = 0;
  std::map<std::string, std::string, std::less<>> cells;  ///< by title; only columns that the file has
  std::string key;                                        ///< pointer of what it makes, as faults_of points at it

  std::string cell(std::string_view column) const {
    const auto found = cells.find(column);
    return found == cells.end() ? std::string() : found->second;
  }
  bool has(std::string_view column) const { return cells.contains(column); }
};

/// Which column a fault's last step is about.
std::string_view column_of(const Row& row, std::string_view field) {
  if (field == "id") return row.layout == &role_table ? column_role : column_id;
  if (field == "name") return row.layout == &people_table ? column_person_name : column_name;
  if (field == "parent") return column_parent;
  if (field == "head") return column_head;
  if (field == "leader") return column_leader;
  if (field == "unit") return column_unit;
  if (field == "position") return column_position;
  if (field == "phone") return column_phone;
  if (field == "person") return column_person;
  if (field == "group") return column_group;
  if (field == "communities") return column_inspected;
  return {};
}

class Importer {
 public:
  Importer(const Organisation& current, const MayGrant& may_grant) : current_(current), may_grant_(may_grant) {}

  Import run(const std::vector<Table>& tables) {
    for (const TableLayout* layout : {&unit_table, &people_table, &role_table, &group_table}) {
      const auto found = std::ranges::find(tables, layout->sheet, &Table::name);
      if (found != tables.end()) read_table(*layout, *found);
    }
    if (tables.empty() || !any_sheet_) {
      reject_file("文件里没有“单位”“人员”“角色”“督导组”中的任何一个工作表，请用下载的模板填写",
                  "Expected one of the sheets 单位, 人员, 角色, 督导组");
    }
    build();
    while (reject_faulty()) build();
    count();
    std::ranges::stable_sort(import_.rejected, {},
                             [](const RejectedRow& one) { return std::pair(one.sheet, one.row); });
    return std::move(import_);
  }

 private:
  void reject_file(std::string zh, std::string en) { import_.rejected.push_back({"", 0, "", "", zh, en}); }

  void reject(const Row& row, std::string_view column, std::string zh, std::string en) {
    import_.rejected.push_back({std::string(row.layout->sheet), row.number, std::string(column), row.cell(column),
                                std::move(zh), std::move(en)});
  }

  void read_table(const TableLayout& layout, const Table& table) {
    any_sheet_ = true;
    if (table.rows.empty()) return;
    const std::vector<std::string>& titles = table.rows.front().cells;
    for (const std::string_view needed : layout.columns.first(1)) {
      if (std::ranges::find(titles, needed) != titles.end()) continue;
      import_.rejected.push_back({std::string(layout.sheet), table.rows.front().number, std::string(needed), "",
                                  fmt::format("第一行缺少“{}”这一列，整个工作表未导入", needed),
                                  fmt::format("Expected a column {}; the sheet was left out", needed)});
      return;
    }
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
      Row row{.layout = &layout, .number = table.rows[i].number};
      for (std::size_t c = 0; c < titles.size(); ++c) {
        const auto& cells = table.rows[i].cells;
        if (!titles[c].empty()) row.cells.emplace(titles[c], c < cells.size() ? cells[c] : std::string());
      }
      take(std::move(row));
    }
  }

  void take(Row row) {
    row.key = key_of(row);
    const std::string_view first = row.layout->columns.front();
    if (row.cell(first).empty()) return reject(row, first, "不能为空", "Expected a value");
    if (!seen_.insert(row.key).second)
      return reject(row, first, "与前面的行重复", "Expected each row once, but this one stands twice");
    if (!understood(row)) return;
    rows_.push_back(std::move(row));
  }

  std::string key_of(const Row& row) const {
    if (row.layout == &unit_table) return "/units/" + row.cell(column_id);
    if (row.layout == &people_table) return "/people/" + row.cell(column_id);
    if (row.layout == &group_table) {
      return fmt::format("/supervision/{}/{}", row.cell(column_group), row.cell(column_inspected));
    }
    return fmt::format("/roles/{}/{}/{}", role_of(row).value_or(""), row.cell(column_unit), row.cell(column_person));
  }

  /// Words of this sheet that must be known ones.
  bool understood(const Row& row) {
    if (row.layout == &unit_table && !kind_of(row.cell(column_kind))) {
      reject(row, column_kind, "没有这种类别，可用：区、街道（镇）、社区（村）、网格、微网格、职能部门、指挥部、督导组",
             "Expected a known kind of unit");
      return false;
    }
    const std::string state = row.cell(column_state);
    if (row.layout == &people_table && !state.empty() && state != word_active && state != word_disabled) {
      reject(row, column_state, "应为“在岗”或“停用”", "Expected 在岗 or 停用");
      return false;
    }
    if (row.layout != &role_table) return true;
    const auto role = role_of(row);
    if (!role) {
      reject(row, column_role, "没有这个角色", "Expected a known role");
      return false;
    }
    return may_be_granted(row, {row.cell(column_person), *role, row.cell(column_unit)});
  }

  bool may_be_granted(const Row& row, const Grant& grant) {
    const auto held = current_.grants_of(grant.person);
    if (std::ranges::find(held, grant) != held.end()) return true;
    Objection objection = may_grant_(grant);
    if (objection.message_zh.empty()) return true;
    reject(row, column_role, std::move(objection.message_zh), std::move(objection.message_en));
    return false;
  }

  /// An id, or the name that people see.
  static std::optional<std::string> kind_of(const std::string& text) {
    for (const std::string& kind : unit_kinds()) {
      const std::string name = kind_name(kind);
      const std::string short_name = name.substr(0, name.find("（"));
      if (text == kind || text == name || text == short_name) return kind;
    }
    return std::nullopt;
  }

  std::optional<std::string> role_of(const Row& row) const {
    const std::string text = row.cell(column_role);
    if (current_.role_names.contains(text) || current_.roles.contains(text) || is_administrator_role(text)) return text;
    for (const auto& [role, name] : current_.role_names) {
      if (name == text) return role;
    }
    return std::nullopt;
  }

  std::string line_of(const std::string& text) const {
    for (const auto& [line, name] : current_.line_names) {
      if (name == text) return line;
    }
    return text;
  }

  void build() {
    import_.organisation = current_;
    for (const Row& row : rows_) apply(row, import_.organisation);
  }

  void apply(const Row& row, Organisation& into) const {
    if (row.layout == &unit_table) return apply_unit(row, into);
    if (row.layout == &people_table) return apply_person(row, into);
    if (row.layout == &role_table) {
      auto& holders = into.roles[*role_of(row)][row.cell(column_unit)];
      if (std::ranges::find(holders, row.cell(column_person)) == holders.end())
        holders.push_back(row.cell(column_person));
      return;
    }
    auto& units = into.supervision[row.cell(column_group)];
    if (std::ranges::find(units, row.cell(column_inspected)) == units.end())
      units.push_back(row.cell(column_inspected));
  }

  void apply_unit(const Row& row, Organisation& into) const {
    Unit& unit = into.units[row.cell(column_id)];
    unit.id = row.cell(column_id);
    unit.kind = *kind_of(row.cell(column_kind));
    if (row.has(column_name)) unit.name = row.cell(column_name);
    if (row.has(column_parent)) unit.parent = row.cell(column_parent);
    if (row.has(column_line)) unit.line = line_of(row.cell(column_line));
    if (row.has(column_head)) unit.head = row.cell(column_head);
    if (row.has(column_leader)) unit.leader = row.cell(column_leader);
  }

  void apply_person(const Row& row, Organisation& into) const {
    auto found = std::ranges::find(into.people, row.cell(column_id), &Person::id);
    if (found == into.people.end()) found = into.people.insert(found, Person{.id = row.cell(column_id)});
    if (row.has(column_person_name)) found->name = row.cell(column_person_name);
    if (row.has(column_unit)) found->unit = row.cell(column_unit);
    if (row.has(column_position)) found->position = row.cell(column_position);
    if (row.has(column_phone)) found->phone = row.cell(column_phone);
    if (row.has(column_state)) found->disabled = row.cell(column_state) == word_disabled;
  }

  /// Leaves out the rows that the organisation as a whole objects to; others may then object in turn.
  bool reject_faulty() {
    const std::vector<DocumentFault> faults = faults_of(import_.organisation);
    std::set<std::string> out;
    for (const DocumentFault& fault : faults) {
      const std::size_t slash = fault.pointer.rfind('/');
      const std::string key = fault.pointer.substr(0, slash), field = fault.pointer.substr(slash + 1);
      for (const Row& row : rows_) {
        if (!concerns(row, key, field) || !out.insert(row.key).second) continue;
        reject(row, column_of(row, field), fault.message_zh, fault.message_en);
      }
    }
    std::erase_if(rows_, [&](const Row& row) { return out.contains(row.key); });
    return !out.empty();
  }

  bool concerns(const Row& row, const std::string& key, const std::string& field) const {
    if (field != "roles") return row.key == key;
    return row.layout == &role_table && key == "/people/" + row.cell(column_person) &&
           is_administrator_role(*role_of(row));
  }

  void count() {
    for (const Row& row : rows_) {
      if (row.layout == &unit_table) {
        const Unit* before = current_.unit(row.cell(column_id));
        tally(import_.units, before, import_.organisation.unit(row.cell(column_id)));
      } else if (row.layout == &people_table) {
        tally(import_.people, current_.person(row.cell(column_id)), import_.organisation.person(row.cell(column_id)));
      } else if (row.layout == &role_table) {
        const auto held = current_.grants_of(row.cell(column_person));
        const Grant grant{row.cell(column_person), *role_of(row), row.cell(column_unit)};
        ++(std::ranges::find(held, grant) == held.end() ? import_.roles.added : import_.roles.unchanged);
      } else {
        const auto group = current_.supervision.find(row.cell(column_group));
        const bool known = group != current_.supervision.end() &&
                           std::ranges::find(group->second, row.cell(column_inspected)) != group->second.end();
        ++(known ? import_.groups.unchanged : import_.groups.added);
      }
    }
  }

  template <class Thing>
  static void tally(Tally& tally, const Thing* before, const Thing* after) {
    ++(!before ? tally.added : *before == *after ? tally.unchanged : tally.changed);
  }

  const Organisation& current_;
  const MayGrant& may_grant_;
  std::vector<Row> rows_;
  std::set<std::string> seen_;
  bool any_sheet_ = false;
  Import import_;
};

}  // namespace

Import import_tables(const Organisation& current, const std::vector<Table>& tables, const MayGrant& may_grant) {
  return Importer(current, may_grant).run(tables);
}

}  // namespace bihuan::identity
