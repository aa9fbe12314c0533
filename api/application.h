// Decides how the parts of a running node are put together and in which order they start and stop. The parts decide
// everything else.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/host/deployer.h"
#include "adapters/host/host.h"
#include "adapters/store/store.h"
#include "api/call.h"
#include "api/http/settings.h"
#include "api/security/oidc.h"
#include "api/security/sessions.h"

namespace bihuan::api {

class People;

struct ApplicationSettings {
  /// "postgresql://…", "memory:", or the path of a SQLite file; empty: "bihuan.db" in `data_folder`.
  std::string store;
  std::string data_folder = ".";
  std::string processes_folder;  ///< deployed at start when it changed; empty: nothing
  std::string web_folder;        ///< the built pages; empty: the API alone
  security::SessionRules sessions = {};
  std::optional<security::OidcSettings> oidc = {};  ///< none: with a password alone
  std::string node = "node-1";
  int workers = 4;                 ///< threads that run requests
  std::size_t queue_limit = 1000;  ///< requests that wait for one of them; beyond it 503
  int store_connections = 8;       ///< PostgreSQL
  std::size_t cache_bytes = host::HostSettings().cache_bytes;  ///< memory for instances at hand, about
  bool run_jobs = true;            ///< timers and the program's own jobs
  http::ServerSettings http;       ///< address, port (0: any), threads, limits
  std::function<Instant()> clock;  ///< empty: the machine's
  EngineRest engine_rest = EngineRest::SignedIn;
  host::RunScript run_script = {};  ///< empty: a process's scripts are incidents
};

/// What the operator should read after a start.
struct Started {
  std::uint16_t port = 0;
  std::string store_kind;
  std::optional<std::string> one_time_password;  ///< of "admin", at the very first start; shown nowhere else
  std::vector<definition::Diagnostic> refused;   ///< why the processes folder was not deployed; empty: it was
  std::optional<std::uint64_t> deployment;       ///< of the processes folder
};

class Application {
 public:
  explicit Application(ApplicationSettings settings);
  /// stop(0).
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Opens the store, deploys the processes folder, serves. Rejects, with a sentence for the operator: a store that
  /// cannot be opened, an address that is taken. Requires: not started before.
  std::expected<Started, std::string> start();
  /// No new connections; what is in flight is answered; long polls end empty. true: all within the deadline.
  bool stop(std::chrono::milliseconds deadline);
  /// Ends a stop that waits, and every connection, at once. From any thread.
  void stop_now();

  host::Host& host();
  host::Catalogue& catalogue();
  store::Store& store();
  People& people();

 private:
  struct Parts;
  ApplicationSettings settings_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bihuan::api
