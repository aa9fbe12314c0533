#include "api/application.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "adapters/system/clock.h"
#include "api/bundled.h"
#include "api/dispatch.h"
#include "api/event_hub.h"
#include "api/external_task_desk.h"
#include "api/http/server.h"
#include "api/log_lines.h"
#include "api/metrics.h"
#include "api/pages.h"
#include "api/people.h"
#include "api/resources/task_counts.h"
#include "api/security/sign_in.h"
#include "api/worker_pool.h"
#include "engine/base/check.h"

namespace bihuan::api {
namespace {

constexpr std::chrono::seconds longest_wait{5};  ///< of a request for a thread; beyond it 503

std::expected<std::unique_ptr<store::Store>, std::string> open_store(const ApplicationSettings& settings,
                                                                     const std::function<Instant()>& clock) {
  if (settings.store == "memory:") return store::open_memory(clock);
  const bool postgresql = settings.store.starts_with("postgres://") || settings.store.starts_with("postgresql://") ||
                          settings.store.find('=') != std::string::npos;
  if (settings.store.empty()) std::filesystem::create_directories(settings.data_folder);
  const std::string path = settings.store.empty() ? settings.data_folder + "/bihuan.db" : settings.store;
  auto opened =
      postgresql ? store::open_postgresql(settings.store, settings.store_connections) : store::open_sqlite(path, clock);
  if (!opened) return std::unexpected(opened.error().message);
  return std::move(*opened);
}

bool wakes_workers(const store::Batch& batch) {
  return std::ranges::any_of(batch.jobs, [](const auto& job) { return job.kind == store::JobKind::External; });
}

}  // namespace

/// In the order in which they are made; each may use those above it.
struct Application::Parts {
  Parts(const ApplicationSettings& settings, std::unique_ptr<store::Store> opened,
        const std::function<Instant()>& clock)
      : store(std::move(opened)),
        catalogue(*store),
        people(*store),
        deployer(*store, catalogue, &system::zones()),
        host({.node = settings.node,
              .cache_bytes = settings.cache_bytes,
              .run_jobs = settings.run_jobs,
              .run_script = settings.run_script},
             *store, catalogue, people.directory(), &system::zones(), clock),
        security_journal(*store, clock),
        sessions(*store, settings.sessions, clock),
        sign_in(*store, security_journal, clock,
                [this](const std::string& person) { return people.now()->is_gone(person); }),
        oidc(settings.oidc ? std::make_unique<security::Oidc>(*settings.oidc, *store, clock) : nullptr),
        external_tasks(*store, clock),
        events(
            *store, clock, [this](const std::string& person) { return counts_of(person); },
            store->kind() == "postgresql"),
        services{*store,
                 catalogue,
                 host,
                 deployer,
                 people,
                 sign_in,
                 external_tasks,
                 metrics,
                 system::zones(),
                 [this] { return gauges(); },
                 events,
                 sessions,
                 security_journal,
                 pages_of(settings),
                 clock(),
                 oidc.get(),
                 settings.engine_rest},
        pool(settings.workers, settings.queue_limit),
        ready_pool(1, settings.queue_limit),
        door(1, settings.queue_limit),
        server(http_settings(settings),
               [this](http::Request request, http::Reply reply) { take(std::move(request), std::move(reply)); }) {}

  /// What asks ends before what answers.
  ~Parts() {
    listening.reset();
    server.stop_now();
    external_tasks.stop();
    events.stop();
    for (WorkerPool* one : {&pool, &ready_pool, &door}) one->stop();
    host.stop();
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  static http::ServerSettings http_settings(const ApplicationSettings& settings) {
    http::ServerSettings http = settings.http;
    http.body_rule = body_rule;
    return http;
  }

  /// On a reactor thread, which may not block.
  void take(http::Request request, http::Reply reply) {
    const auto shared = std::make_shared<http::Request>(std::move(request));
    const auto came = std::chrono::steady_clock::now();
    const bool posted = pool_for(*shared).post([this, shared, reply, came] {
      // Whoever has waited this long has given up, and those behind shall not wait as long.
      if (std::chrono::steady_clock::now() - came > longest_wait) return reply.send(overloaded(*shared));
      dispatch(services, std::move(*shared), reply);
    });
    if (!posted) reply.send(overloaded(*shared));
  }

  WorkerPool& pool_for(const http::RequestHead& head) {
    switch (lane_of(head)) {
      case Lane::Work:
        return pool;
      case Lane::Ready:
        return ready_pool;
      case Lane::NoStore:
        break;
    }
    return door;
  }

  /// What another node may have changed is looked at again. Own changes ring too, before they return to who made them.
  void listen() {
    listening = store->bell().listen([this](store::Topics topics, store::Origin origin) {
      if (has(topics, store::Topic::People)) {
        sessions.known().forget();
        read_people_again();
      }
      if (origin == store::Origin::Here) return;  // the host tells of its own commits, and more than a ring can
      if (has(topics, store::Topic::Jobs)) external_tasks.wake();
      if (has(topics, store::Topic::Tasks) || has(topics, store::Topic::Cases)) events.ring();
    });
  }

  /// On a thread that may wait; rings that come before it has begun are one.
  void read_people_again() {
    if (reading_people.exchange(true)) return;
    const bool posted = ready_pool.post([this] {
      reading_people = false;
      try {
        people.refresh();
      } catch (const store::Unavailable& unavailable) {
        spdlog::warn("the organisation could not be read again: {}", unavailable.what());  // the next second tries
      }
    });
    if (!posted) reading_people = false;
  }

  const Pages* pages_of(const ApplicationSettings& settings) {
    if (!settings.web_folder.empty()) pages = std::make_unique<const Pages>(settings.web_folder);
    return pages.get();
  }

  std::string counts_of(const std::string& person) {
    return resources::task_counts_json(*store, person, host.now(), system::zones());
  }

  Gauges gauges() const {
    const http::ServerCounts counts = server.counts();
    return {.connections = counts.open,
            .requests_waiting = pool.waiting(),
            .polls_waiting = external_tasks.waiting(),
            .sign_in_refusals = sign_in.refusals(),
            .connections_refused = counts.refused};
  }

  std::unique_ptr<store::Store> store;
  host::Catalogue catalogue;
  People people;
  host::Deployer deployer;
  host::Host host;
  security::SecurityJournal security_journal;
  security::Sessions sessions;
  security::SignIn sign_in;
  std::unique_ptr<security::Oidc> oidc;
  ExternalTaskDesk external_tasks;
  Metrics metrics;
  EventHub events;
  std::unique_ptr<const Pages> pages;
  Services services;
  WorkerPool pool;
  std::atomic<bool> reading_people = false;
  WorkerPool ready_pool, door;  ///< apart, so that a store that hangs cannot silence them
  http::Server server;
  std::unique_ptr<store::Bell::Listening> listening;
  bool stopped = false;
};

Application::Application(ApplicationSettings settings) : settings_(std::move(settings)) {}

Application::~Application() {
  stop(std::chrono::milliseconds(0));
}

std::expected<Started, std::string> Application::start() {
  CHECK(!parts_);
  keep_log_lines();
  const std::function<Instant()> clock = settings_.clock ? settings_.clock : system::now;
  try {
    auto opened = open_store(settings_, clock);
    if (!opened) return std::unexpected(opened.error());
    parts_ = std::make_unique<Parts>(settings_, std::move(*opened), clock);
    Started started{.port = parts_->server.port(), .store_kind = parts_->store->kind()};
    started.one_time_password = parts_->sign_in.ensure_administrator();
    if (!settings_.processes_folder.empty()) {
      const Bundled bundled = deploy_folder(settings_.processes_folder, parts_->deployer, parts_->people);
      started.refused = bundled.diagnostics;
      started.deployment = bundled.deployment;
    }
    parts_->host.on_commit([parts = parts_.get()](const store::Batch& batch) {
      if (wakes_workers(batch)) parts->external_tasks.wake();
      parts->events.note(batch);
    });
    parts_->listen();
    parts_->sessions.forget();
    parts_->host.start();
    parts_->external_tasks.start();
    parts_->events.start();
    parts_->server.start();
    return started;
  } catch (const std::filesystem::filesystem_error& failure) {
    return std::unexpected("无法建立数据目录 / cannot make the data folder: " + std::string(failure.what()));
  } catch (const std::system_error& failure) {
    parts_.reset();
    return std::unexpected(std::string("无法监听 ") + settings_.http.address + ":" +
                           std::to_string(settings_.http.port) + " / cannot listen: " + failure.what());
  } catch (const store::Unavailable& failure) {
    spdlog::error("the store is not available: {}", failure.what());
    parts_.reset();
    return std::unexpected("数据库不可用 / the store is not available");
  }
}

bool Application::stop(std::chrono::milliseconds deadline) {
  if (!parts_ || parts_->stopped) return true;
  parts_->stopped = true;
  // Requests in flight still need the workers and the host; so these end after the last connection.
  const bool graceful = parts_->server.stop_gracefully(deadline);
  parts_->server.stop_now();
  parts_->external_tasks.stop();
  parts_->events.stop();
  for (WorkerPool* one : {&parts_->pool, &parts_->ready_pool, &parts_->door}) one->stop();
  parts_->security_journal.stop();
  parts_->host.stop();
  return graceful;
}

void Application::stop_now() {
  if (parts_) parts_->server.stop_now();
}

host::Host& Application::host() {
  return parts_->host;
}

host::Catalogue& Application::catalogue() {
  return parts_->catalogue;
}

store::Store& Application::store() {
  return *parts_->store;
}

People& Application::people() {
  return parts_->people;
}

}  // namespace bihuan::api
