#include "api/security/act_as.h"

#include <algorithm>

#include "api/security/appointment.h"
#include "api/security/rights.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

constexpr std::size_t longest_name = 200;

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= longest_name &&
         std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c != 0x7f; });
}

}  // namespace

std::optional<Problem> act_as(const http::RequestHead& request, Caller& caller) {
  const std::string* person = request.header("X-Act-As");
  if (!person || !caller.signed_in()) return std::nullopt;
  if (!may(caller, Action::ActAs)) {
    return Problem{Fault::NotAllowed, "您没有代他人操作的权限", "Expected the permission to act for somebody", {}};
  }
  if (!is_name(*person)) {
    return Problem{Fault::InvalidParameter, "X-Act-As 应为人员编号", "Expected a person's id in X-Act-As", {}};
  }
  if (!caller.rights->organisation->person(*person)) {
    return Problem{Fault::InvalidParameter,
                   "X-Act-As 指定的人员不在组织中",
                   "Expected a person of the organisation in X-Act-As",
                   {}};
  }
  if (is_administrator(*caller.rights, *person)) {
    return Problem{Fault::NotAllowed, "不能代管理员操作", "Expected nobody to act for an administrator", {}};
  }
  caller.actor = caller.actor + " as " + *person;
  caller.person = *person;
  caller.administrator = false;
  return std::nullopt;
}

}  // namespace bihuan::security
