#include "api/security/gate.h"

#include "api/security/rights.h"
#include "api/security/secret.h"
#include "api/security/sign_in.h"

namespace bihuan::security {
namespace {

using api::Fault;
using api::Problem;

constexpr std::size_t longest_token = 200;
constexpr std::int64_t token_touched_every_us = 10 * 60 * us_per_second;

Problem unknown_token() {
  return {Fault::Unauthenticated,
          "令牌无效或已过期，请重新登录",
          "Expected a valid token, but it is unknown or expired",
          {}};
}

Problem session_over() {
  return {Fault::SessionExpired,
          "登录已过期，请重新登录；页面上填写的内容仍在",
          "Expected a session that is still valid; sign in again",
          {}};
}

Problem not_from_our_page() {
  return {Fault::ForeignRequest,
          "请求不是从本系统页面发出的，请刷新页面后重试",
          "Expected the page's X-CSRF-Token and no other origin; reload the page",
          {}};
}

std::optional<std::string> bearer_token(const std::string& header) {
  constexpr std::string_view scheme = "bearer ";
  if (header.size() <= scheme.size() || header.size() > longest_token) return std::nullopt;
  if (!http::same_name(std::string_view(header).substr(0, scheme.size()), scheme)) return std::nullopt;
  return header.substr(header.find_first_not_of(' ', scheme.size() - 1));
}

bool changes_something(const http::RequestHead& request) {
  return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

/// false: the account is disabled.
bool take_account(Caller& caller, KnownCallers& known) {
  const Standing standing = known.standing(caller.person);
  caller.administrator = standing.administrator;
  caller.must_change_password = standing.one_time_password;
  return !standing.disabled;
}

Problem only_reads() {
  return {
      Fault::NotAllowed, "该令牌只能查看", "Expected a token that may change something, but this one only reads", {}};
}

std::expected<Caller, Problem> with_token(const http::RequestHead& request, const std::string& header,
                                          KnownCallers& known, Instant now) {
  Caller caller;
  const std::optional<std::string> token = bearer_token(header);
  if (!token) return std::unexpected(unknown_token());
  const std::optional<store::TokenRow> row = known.token(sha256_hex(*token));
  if (!row || (row->expires && *row->expires <= now)) return std::unexpected(unknown_token());
  if (row->scope == scope_read && changes_something(request)) return std::unexpected(only_reads());
  if (!row->used || now.us - row->used->us >= token_touched_every_us) known.touch_token(row->hash, now);
  caller.person = caller.actor = row->person;
  caller.token = row->hash;
  caller.token_scope = row->scope;
  caller.worker = row->scope == scope_worker;
  if (!take_account(caller, known)) return std::unexpected(unknown_token());
  if (caller.worker) {
    caller.actor = "worker:" + row->person;
    caller.administrator = caller.must_change_password = false;
  }
  return caller;
}

std::expected<Caller, Problem> with_cookie(const http::RequestHead& request, const std::string& cookie,
                                           Sessions& sessions) {
  Caller caller;
  const auto session = sessions.find(cookie);
  if (!session) return std::unexpected(session_over());
  if (changes_something(request) && !from_our_page(request, cookie)) return std::unexpected(not_from_our_page());
  caller.person = caller.actor = session->person;
  caller.session = session->hash;
  caller.csrf = csrf_of(cookie);
  caller.expires = sessions.ends(*session);
  caller.token_scope = scope_all;
  if (!take_account(caller, sessions.known())) return std::unexpected(session_over());
  return caller;
}

}  // namespace

std::optional<Problem> gone(const Caller& caller) {
  if (!caller.signed_in() || caller.worker || !caller.rights->organisation->is_gone(caller.person)) return std::nullopt;
  return caller.session.empty() ? unknown_token() : session_over();
}

std::expected<Caller, Problem> caller_of(const http::RequestHead& request, Sessions& sessions, Instant now) {
  if (const std::string* authorization = request.header("Authorization")) {
    return with_token(request, *authorization, sessions.known(), now);
  }
  if (const auto cookie = cookie_of(request); cookie && !cookie->empty()) {
    return with_cookie(request, *cookie, sessions);
  }
  return Caller{};
}

}  // namespace bihuan::security
