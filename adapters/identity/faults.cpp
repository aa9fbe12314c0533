// Decides what an organisation must hold to as a whole: everything that it names is there, units form one tree or
// several, and the three administrators are three people.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "adapters/identity/organisation.h"

namespace bihuan::identity {
namespace {

constexpr std::size_t longest_id = 64, longest_name = 100;

class Check {
 public:
  explicit Check(const Organisation& organisation) : organisation_(organisation) {
    for (const Person& person : organisation.people) known_.insert(person.id);
  }

  std::vector<DocumentFault> run() {
    for (const auto& [id, unit] : organisation_.units) check_unit(unit, "/units/" + id);
    for (const Person& person : organisation_.people) check_person(person, "/people/" + person.id);
    for (const Grant& grant : organisation_.grants()) check_grant(grant);
    for (const auto& [group, units] : organisation_.supervision) check_group(group, units);
    check_administrators();
    return std::move(faults_);
  }

 private:
  void fault(std::string at, std::string zh, std::string en) {
    faults_.push_back({std::move(at), std::move(zh), std::move(en)});
  }

  void need_unit(const std::string& unit, const std::string& at) {
    if (!organisation_.unit(unit)) fault(at, "没有这个单位：" + unit, "Expected a known unit, but got '" + unit + "'");
  }

  void need_person(const std::string& person, const std::string& at) {
    if (!known_.contains(person))
      fault(at, "没有这个人员：" + person, "Expected a known person, but got '" + person + "'");
  }

  /// Ids stand in addresses and in FEEL texts, so they are plain.
  void check_id(const std::string& id, const std::string& at) {
    const bool plain = !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, [](unsigned char c) {
      return c > ' ' && c != 0x7f && c != '"' && c != '\'' && c != '/' && c != '\\' && c != ',' && c != ':';
    });
    if (!plain) {
      fault(at + "/id", "编号应为 1 到 64 个字符，不含空格、引号、斜杠、逗号、冒号",
            "Expected an id of 1 to 64 bytes without blanks, quotes, slashes, commas, colons");
    }
  }

  void check_name(const std::string& name, const std::string& at) {
    if (name.empty() || name.size() > 3 * longest_name)
      fault(at + "/name", "名称不能为空，最多 100 个字", "Expected a name of at most 100 characters");
  }

  void check_unit(const Unit& unit, const std::string& at) {
    check_id(unit.id, at);
    check_name(unit.name, at);
    if (!unit.head.empty()) need_person(unit.head, at + "/head");
    if (!unit.leader.empty()) need_person(unit.leader, at + "/leader");
    const Unit* up = &unit;
    for (int level = 0; !up->parent.empty(); ++level) {
      const Unit* parent = organisation_.unit(up->parent);
      if (!parent || level == max_levels) {
        return fault(at + "/parent", "上级单位不存在或成环：" + up->parent,
                     "Expected a path to the top unit, but '" + up->parent + "' breaks it");
      }
      up = parent;
    }
  }

  void check_person(const Person& person, const std::string& at) {
    check_id(person.id, at);
    check_name(person.name, at);
    need_unit(person.unit, at + "/unit");
    if (person.position.size() > 3 * longest_name)
      fault(at + "/position", "职务最多 100 个字", "Expected a position of at most 100 characters");
    const bool telephone =
        person.phone.size() <= 40 && std::ranges::all_of(person.phone, [](char c) {
          return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == ' ' || c == '(' || c == ')' || c == '*';
        });
    if (!telephone) fault(at + "/phone", "办公电话只能是数字", "Expected a telephone number");
  }

  void check_grant(const Grant& grant) {
    const std::string at = fmt::format("/roles/{}/{}/{}", grant.role, grant.unit, grant.person);
    check_id(grant.role, at);
    need_person(grant.person, at + "/person");
    need_unit(grant.unit, at + "/unit");
    std::string& held = administers_[grant.person];
    if (!is_administrator_role(grant.role)) return;
    if (!held.empty() && held != grant.role) both_.insert(grant.person);
    held = grant.role;
  }

  void check_group(const std::string& group, const std::vector<std::string>& units) {
    for (const std::string& unit : units) {
      const std::string at = "/supervision/" + group + "/" + unit;
      const Unit* found = organisation_.unit(group);
      if (!found || found->kind != kind_group)
        fault(at + "/group", "没有这个督导组：" + group, "Expected a supervision group, but got '" + group + "'");
      need_unit(unit, at + "/communities");
    }
  }

  void check_administrators() {
    for (const std::string& person : both_) {
      fault("/people/" + person + "/roles", "系统、安全、审计管理员不能由一人兼任（三员分立）",
            "Expected the three administrators to be three people, but '" + person + "' would be two of them");
    }
  }

  const Organisation& organisation_;
  std::set<std::string, std::less<>> known_;
  std::map<std::string, std::string> administers_;
  std::set<std::string> both_;
  std::vector<DocumentFault> faults_;
};

}  // namespace

std::vector<DocumentFault> faults_of(const Organisation& organisation) {
  return Check(organisation).run();
}

}  // namespace bihuan::identity
