#include "api/resources/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "api/routes.h"
#include "api/security/appointment.h"
#include "api/security/noted.h"

namespace bihuan::resources {

using namespace api;

std::expected<std::optional<std::int64_t>, Problem> revision_of(const Call& call) {
  const std::string* header = call.request->header("If-Match");
  if (!header || *header == "*") return std::nullopt;
  std::string_view text = *header;
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::int64_t revision = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
  if (error == std::errc() && end == text.data() + text.size()) return revision;
  return std::unexpected(
      Problem{Fault::InvalidParameter, "If-Match 应为读取时的版本号", "Expected the revision in If-Match", {}});
}

http::Header etag(std::int64_t revision) {
  return {"ETag", fmt::format("\"{}\"", revision)};
}

Problem changed_meanwhile() {
  return {Fault::ChangedMeanwhile,
          "内容已被他人修改，请刷新后重新填写",
          "Expected the newest revision, but somebody else has changed it meanwhile",
          {}};
}

Problem not_kept(const std::vector<identity::DocumentFault>& faults) {
  Problem problem{Fault::InvalidInput, "组织数据有误，未保存", "The organisation was not changed", {}};
  for (const identity::DocumentFault& fault : faults) {
    if (fault.pointer.starts_with("/people/") && fault.pointer.ends_with("/roles")) {
      return {Fault::AdministratorsExclude, fault.message_zh, fault.message_en, {}};
    }
    problem.errors.push_back({fault.pointer, fault.message_zh, fault.message_en});
  }
  return problem;
}

namespace {

std::string words_of(const identity::Organisation& all, const identity::Grant& grant) {
  return all.role_name(grant.role) + "（" + all.unit_name(grant.unit) + "）";
}

/// What the security journal says was done, for people; an edit that has no words here says nothing more.
std::string edit_words(std::string_view operation) {
  static constexpr std::pair<std::string_view, std::string_view> all[] = {
      {"addUnit", "新建单位"},    {"changeUnit", "修改单位"},         {"removeUnit", "删除单位"},
      {"addPerson", "新建人员"},  {"changePerson", "修改人员"},       {"putRoles", "调整角色"},
      {"putGroup", "修改督导组"}, {"importOrganisation", "导入组织"}, {"replaceOrganisation", "替换组织"},
  };
  const auto found = std::ranges::find(all, operation, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(all) ? std::string() : std::string(found->second);
}

void note_roles(const Call& call, const identity::Organisation& before, const identity::Organisation& after) {
  auto had = before.grants(), has = after.grants();
  std::ranges::sort(had);
  std::ranges::sort(has);
  std::map<std::string, std::string> changes;
  std::vector<identity::Grant> given, taken;
  std::ranges::set_difference(has, had, std::back_inserter(given));
  std::ranges::set_difference(had, has, std::back_inserter(taken));
  for (const identity::Grant& grant : given) changes[grant.person] += "授予 " + words_of(after, grant) + "；";
  for (const identity::Grant& grant : taken) changes[grant.person] += "收回 " + words_of(before, grant) + "；";
  for (const auto& [person, words] : changes) security::noted(call, security::Noted::RolesGranted, person, words);
}

}  // namespace

Answer edit_organisation(const Call& call, const std::string& subject,
                         const std::function<identity::Changed(const identity::Organisation&)>& edit) {
  const auto expected = revision_of(call);
  if (!expected) return expected.error();
  std::optional<Problem> refused;
  identity::Organisation was;
  const auto saved =
      call.services.people.change(*expected, [&](const identity::Organisation& before) -> identity::Changed {
        was = before;
        auto after = edit(before);
        refused = after ? security::refused_appointment(call.caller, before, *after) : std::nullopt;
        if (refused) return std::unexpected(std::vector<identity::DocumentFault>());
        return after;
      });
  if (refused) return *refused;
  if (!saved) return saved.error().changed_meanwhile ? changed_meanwhile() : not_kept(saved.error().faults);
  note_roles(call, was, *(*saved)->organisation);
  security::noted(call, security::Noted::OrganisationChanged, subject, edit_words(call.route->operation));
  http::Response response = empty_answer();
  response.headers.push_back(etag((*saved)->organisation_revision));
  return response;
}

}  // namespace bihuan::resources
