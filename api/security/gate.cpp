#include "api/security/gate.h"

#include <algorithm>

#include "api/security/secret.h"
#include "api/security/sign_in.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

constexpr std::size_t longest_token = 200, longest_name = 200;

Problem unknown_token() {
  return {Fault::Unauthenticated,
          "令牌无效或已过期，请重新登录",
          "Expected a valid token, but it is unknown or expired",
          {}};
}

std::optional<std::string> bearer_token(const std::string& header) {
  constexpr std::string_view scheme = "bearer ";
  if (header.size() <= scheme.size() || header.size() > longest_token) return std::nullopt;
  if (!http::same_name(std::string_view(header).substr(0, scheme.size()), scheme)) return std::nullopt;
  return header.substr(header.find_first_not_of(' ', scheme.size() - 1));
}

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= longest_name &&
         std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c != 0x7f; });
}

}  // namespace

std::expected<Caller, Problem> caller_of(const http::RequestHead& request, store::Store& store, Instant now) {
  Caller caller;
  const std::string* authorization = request.header("Authorization");
  if (!authorization) return caller;
  const std::optional<std::string> token = bearer_token(*authorization);
  if (!token) return std::unexpected(unknown_token());
  const std::optional<store::TokenRow> row = store.token(sha256_hex(*token));
  if (!row || (row->expires && *row->expires <= now)) return std::unexpected(unknown_token());
  caller.person = caller.actor = row->person;
  caller.token = row->hash;
  caller.worker = row->scope == "worker";
  if (caller.worker) {
    caller.actor = "worker:" + row->person;
    return caller;
  }
  if (const auto account = store.account(row->person)) {
    caller.administrator = has_role(*account, role_administrator);
    caller.must_change_password = has_role(*account, role_one_time);
  }
  const std::string* act_as = request.header("X-Act-As");
  if (!act_as) return caller;
  if (!caller.administrator) {
    return std::unexpected(
        Problem{Fault::NotAllowed, "只有管理员可以代他人操作", "Expected an administrator to act for somebody", {}});
  }
  if (!is_name(*act_as)) {
    return std::unexpected(
        Problem{Fault::InvalidParameter, "X-Act-As 应为人员编号", "Expected a person's id in X-Act-As", {}});
  }
  caller.person = *act_as;
  caller.actor = row->person + " as " + *act_as;
  caller.administrator = false;
  return caller;
}

}  // namespace bihuan::security
