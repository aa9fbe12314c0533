#include "api/compat/caller.h"

#include <array>

#include "api/compat/ask.h"
#include "api/people.h"
#include "api/security/gate.h"
#include "api/security/rights.h"
#include "api/security/secret.h"
#include "api/security/sign_in.h"

namespace bihuan::compat {
namespace {

using api::Call;
using api::Fault;
using api::Problem;
using security::Caller;

constexpr std::string_view basic = "Basic ";
constexpr std::size_t longest_header = 1000;
constexpr const char* open_role = "engine-rest";

Problem wrong_credentials() {
  return {Fault::Unauthenticated, "用户名或密码有误", "Expected a valid name and password", {}};
}

int digit_of(char c) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// RFC 4648 §4; nullopt for anything else.
std::optional<std::string> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    const int digit = digit_of(c);
    if (digit < 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out.push_back(static_cast<char>((bits >> held) & 0xff));
    }
  }
  return out;
}

/// A bearer token in the place of the password costs nothing to check; a password costs what passwords must.
std::expected<Caller, Problem> with_password(const Call& call, const std::string& name, const std::string& password) {
  const api::Services& services = call.services;
  if (const auto token = services.sessions.known().token(security::sha256_hex(password));
      token && token->person == name) {
    http::RequestHead head = *call.request;
    std::erase_if(head.headers, [](const auto& header) { return http::same_name(header.name, "Authorization"); });
    head.headers.push_back({"Authorization", "Bearer " + password});
    return security::caller_of(head, services.sessions, services.host.now());
  }
  const auto account = services.sign_in.with_password({name, password, call.request->remote_address, call.request_id});
  if (!account) return std::unexpected(account.error());
  Caller caller;
  caller.person = caller.actor = account->person;
  caller.administrator = security::has_role(*account, security::role_administrator);
  caller.must_change_password = security::has_role(*account, security::role_one_time);
  return caller;
}

std::expected<Caller, Problem> with_basic(const Call& call, const std::string& header) {
  const auto decoded =
      header.size() <= longest_header ? from_base64(std::string_view(header).substr(basic.size())) : std::nullopt;
  const std::size_t colon = decoded ? decoded->find(':') : std::string::npos;
  if (colon == std::string::npos) return std::unexpected(wrong_credentials());
  return with_password(call, decoded->substr(0, colon), decoded->substr(colon + 1));
}

/// May do everything to everything, in the name of nobody.
Caller everybody(const api::People& people) {
  auto rights = std::make_shared<security::Rights>(*people.rights());
  rights->held[""] = {{open_role, ""}};
  auto& allowances = rights->policy.roles[open_role];
  for (const security::ActionWords& words : security::grantable_actions()) allowances.push_back({words.action});
  Caller caller;
  caller.actor = open_role;
  caller.rights = std::move(rights);
  return caller;
}

/// A browser on the machine must not carry a foreign page's wishes to an open server.
bool is_from_a_page(const http::RequestHead& request) {
  const std::string* origin = request.header("Origin");
  return origin && *origin != request.scheme + "://" + request.host && *origin != "null" && origin->starts_with("http");
}

}  // namespace

std::expected<Entered, Problem> entered(const Call& call) {
  const http::RequestHead& request = *call.request;
  const std::string* header = request.header("Authorization");
  if (header && header->starts_with(basic)) {
    auto caller = with_basic(call, *header);
    if (!caller) return std::unexpected(caller.error());
    return Entered{std::move(*caller)};
  }
  if (!header && is_open(call.services)) {
    if (is_from_a_page(request)) {
      return std::unexpected(Problem{
          Fault::ForeignRequest, "请求来自其他网站的页面，已拒绝", "Expected no request of another site's page", {}});
    }
    return Entered{everybody(call.services.people), true};
  }
  auto caller = security::caller_of(request, call.services.sessions, call.services.host.now());
  if (!caller) return std::unexpected(caller.error());
  return Entered{std::move(*caller)};
}

}  // namespace bihuan::compat
