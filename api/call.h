// Decides what a resource has at hand for one request, and in which three ways it answers: with a response, with a
// problem, or later. It does not decide who may call what (security/permission.h) nor where a path leads (router.h).
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "adapters/codec/ids.h"
#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "api/body.h"
#include "api/http/reply.h"
#include "api/problem.h"
#include "api/query.h"
#include "api/security/caller.h"

namespace bihuan::identity {
struct Organisation;
}
namespace bihuan::security {
class Oidc;
class SecurityJournal;
class Sessions;
class SignIn;
}  // namespace bihuan::security

namespace bihuan::api {

class EventHub;
class ExternalTaskDesk;
class Metrics;
struct Gauges;
class Pages;
class People;
struct Route;

/// Who may use the Camunda 7 REST dialect below /engine-rest.
enum class EngineRest {
  Off,
  SignedIn,  ///< as everything else
  Open,      ///< everybody may do everything: for test harnesses alone
};

/// What resources work with; all of it outlives every call, and may be used from any thread.
struct Services {
  store::Store& store;
  host::Catalogue& catalogue;
  host::Host& host;
  host::Deployer& deployer;
  People& people;
  security::SignIn& sign_in;
  ExternalTaskDesk& external_tasks;
  Metrics& metrics;
  const ZoneOffset& zones;
  std::function<Gauges()> gauges;  ///< figures of this moment
  EventHub& events;
  security::Sessions& sessions;
  security::SecurityJournal& security_journal;
  const Pages* pages = nullptr;  ///< none: this node serves the API alone
  Instant started = {};
  security::Oidc* oidc = nullptr;  ///< none: with a password alone
  EngineRest engine_rest = EngineRest::SignedIn;
};

/// The answer comes from another thread.
struct Later {};
using Answer = std::variant<http::Response, Problem, Later>;

/// One request after routing and signing in. Cheap to copy, so that an answer given later can keep it.
struct Call {
  std::shared_ptr<const http::Request> request;
  http::Reply reply;
  Services& services;
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> path = {};  ///< "{id}" and the like, decoded
  security::Caller caller = {};
  std::string request_id = {};
  Language language = Language::Chinese;
  std::optional<host::Once> once = {};
  std::chrono::steady_clock::time_point begun = {};

  std::string parameter(std::string_view name) const;
  /// The path's id; a text that is no id names nothing, so it is the 404 of `what`.
  std::expected<InstanceId, Problem> instance_id() const;
  std::expected<codec::Reference, Problem> reference() const;
  std::expected<Body, Problem> body(std::span<const Field> fields) const;

  /// A failure as this request's dialect writes it: RFC 9457, or below /engine-rest as Camunda 7 does.
  host::Rendered failed(const Problem& problem) const;

  /// Sends the answer with what every answer carries. Later sends nothing.
  void finish(const Answer& answer) const;
  void send(http::Response response) const;

  /// Hands the request to the host. `success` makes the JSON body, on the host's thread, before the commit; the answer
  /// leaves after it. `refused` says a refusal in better words than the engine has; none: as the engine says it.
  Later ask(decltype(host::Request::what) what, std::function<std::string(const host::Ran&)> success, int status = 200,
            std::string reason = {}, std::function<Problem(const host::Ran&)> refused = {}) const;
  /// Hands several requests to the host and waits until all have been answered; the answers in the same order. Not for
  /// the host's thread. `render` as in host::Request, with the request's place.
  std::vector<host::Rendered> ask_all(std::vector<decltype(host::Request::what)> requests,
                                      const std::function<host::Rendered(std::size_t, const host::Ran&)>& render,
                                      const std::string& reason = {}) const;
  std::vector<host::Rendered> ask_each(std::vector<host::Tell> commands,
                                       const std::function<host::Rendered(std::size_t, const host::Ran&)>& render,
                                       const std::string& reason = {}) const;
};

using Handler = Answer (*)(const Call&);

http::Response json_answer(std::string body, int status = 200);
http::Response empty_answer();

}  // namespace bihuan::api
