// Signing in through an identity provider: off to it, and back from it. Both answer the browser with a redirect, since
// people see no JSON; what went wrong stands in the address as a word that the sign-in page knows.
#include <spdlog/spdlog.h>

#include "api/people.h"
#include "api/resources/resources.h"
#include "api/security/noted.h"
#include "api/security/oidc.h"
#include "api/security/sign_in.h"

namespace bihuan::resources {
namespace {

using namespace api;

http::Response redirect(std::string to) {
  http::Response response{.status = 302};
  response.headers.push_back({"Location", std::move(to)});
  return response;
}

http::Header oidc_cookie_header(const http::RequestHead& request, const std::string& value) {
  std::string text =
      std::string(security::oidc_cookie) + "=" + value + "; Path=/oidc; HttpOnly; SameSite=Lax; Max-Age=";
  text += value.empty() ? "0" : std::to_string(security::oidc_lasts_s);
  if (request.scheme == "https") text += "; Secure";
  return {"Set-Cookie", text};
}

std::string_view word_of(security::OidcFault fault) {
  switch (fault) {
    case security::OidcFault::ProviderUnavailable:
      return "provider-unavailable";
    case security::OidcFault::TooMany:
      return "too-many";
    case security::OidcFault::UnknownState:
      return "sign-in-expired";
    case security::OidcFault::Refused:
      return "sign-in-refused";
  }
  return "sign-in-refused";
}

http::Response failed(const Call& call, std::string_view word) {
  http::Response response = redirect("/sign-in?error=" + std::string(word));
  response.headers.push_back(oidc_cookie_header(*call.request, ""));
  return response;
}

http::Response refused(const Call& call, const security::OidcRefusal& refusal) {
  spdlog::warn("sign-in through the provider: {}", refusal.words);
  security::note(call, security::Noted::SignInRefused, "", refusal.words);
  return failed(call, word_of(refusal.fault));
}

std::string text_of(const Call& call, std::string_view name) {
  const std::string* value = call.request->query_value(name);
  return value ? *value : std::string();
}

http::Response signed_in(const Call& call, const store::AccountRow& account, const std::string& return_to) {
  const auto session = call.services.sessions.open(account.person, *call.request);
  call.services.store.note_sign_in(account.person, call.services.host.now());
  call.services.security_journal.note({.kind = security::Noted::SignedIn,
                                       .actor = account.person,
                                       .subject = account.person,
                                       .detail = call.services.oidc->title(),
                                       .address = call.request->remote_address,
                                       .request_id = call.request_id});
  http::Response response = redirect(return_to);
  response.headers.push_back(security::cookie_header(*call.request, session.cookie));
  response.headers.push_back(oidc_cookie_header(*call.request, ""));
  return response;
}

Problem no_provider() {
  return not_found("统一身份认证", "an identity provider");
}

}  // namespace

Answer oidc_login(const Call& call) {
  if (!call.services.oidc) return no_provider();
  const std::string callback = call.request->scheme + "://" + call.request->host + "/oidc/callback";
  const auto begun = call.services.oidc->begin(callback, text_of(call, "return"));
  if (!begun) return refused(call, begun.error());
  http::Response response = redirect(begun->url);
  response.headers.push_back(oidc_cookie_header(*call.request, begun->cookie));
  return response;
}

Answer oidc_callback(const Call& call) {
  if (!call.services.oidc) return no_provider();
  const std::string cookie = security::cookie_value(*call.request, security::oidc_cookie).value_or("");
  const auto finished = call.services.oidc->finish(text_of(call, "state"), text_of(call, "code"), cookie);
  if (!finished) return refused(call, finished.error());
  const auto account = call.services.oidc->account_of(finished->identity);
  if (!account || account->disabled || call.services.people.now()->is_gone(account->person)) {
    security::note(call, security::Noted::SignInRefused, account ? account->person : "",
                   "no account for this identity");
    return failed(call, "no-account");
  }
  return signed_in(call, *account, finished->return_to);
}

}  // namespace bihuan::resources
