// Decides what the sheets of an organisation are called and which columns they have. Names beside ids are there for
// people to read; they are not read back.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace bihuan::identity {

struct TableLayout {
  std::string_view sheet;
  std::span<const std::string_view> columns;
};

inline constexpr std::string_view column_id = "编号", column_name = "名称", column_kind = "类别",
                                  column_parent = "上级单位编号", column_line = "条线", column_head = "负责人编号",
                                  column_leader = "分管领导编号", column_person_name = "姓名", column_unit = "单位编号",
                                  column_position = "职务", column_phone = "办公电话", column_state = "状态",
                                  column_person = "人员编号", column_role = "角色", column_unit_name = "单位名称",
                                  column_group = "督导组编号", column_group_name = "督导组名称",
                                  column_inspected = "督导单位编号", column_inspected_name = "督导单位名称";
inline constexpr std::string_view word_active = "在岗", word_disabled = "停用";

inline constexpr std::array unit_columns = {column_id,   column_name, column_kind,  column_parent,
                                            column_line, column_head, column_leader};
inline constexpr std::array people_columns = {column_id,       column_person_name, column_unit,
                                              column_position, column_phone,       column_state};
inline constexpr std::array role_columns = {column_person, column_person_name, column_role, column_unit,
                                            column_unit_name};
inline constexpr std::array group_columns = {column_group, column_group_name, column_inspected, column_inspected_name};

inline constexpr TableLayout unit_table{"单位", unit_columns}, people_table{"人员", people_columns},
    role_table{"角色", role_columns}, group_table{"督导组", group_columns};

}  // namespace bihuan::identity
