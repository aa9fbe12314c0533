// Measures the HTTP server with a handler that answers hello at once, and the whole program from a request to a durable
// task: all of it, client and server, in this process and on the same cores.
#include <benchmark/benchmark.h>

#include <atomic>

#include "adapters/codec/json.h"
#include "api/application.h"
#include "api/http/server.h"
#include "api/security/secret.h"
#include "api/security/sign_in.h"
#include "tests/api/samples.h"
#include "tests/bench/rounds.h"
#include "tests/bench/scratch_store.h"

namespace bihuan::bench {
namespace {

using api::testing::approval;
using api::testing::approval_form;
using api::testing::sample_organisation;

void hello(benchmark::State& run) {
  http::ServerSettings settings;
  settings.port = 0;
  settings.threads = 2;
  std::atomic<std::int64_t> answered{0};
  http::Server server(settings, [&](http::Request, http::Reply reply) {
    ++answered;
    reply.send(http::make_response(200, "text/plain; charset=utf-8", "hello"));
  });
  server.start();
  Rounds rounds(server.port(), static_cast<int>(run.range(0)));
  const std::vector<std::string> requests(rounds.size(), "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  for (auto _ : run) {
    if (rounds.run(requests).front().body != "hello") return run.SkipWithError("Expected hello");
  }
  server.stop_now();
  run.SetItemsProcessed(answered);
}
BENCHMARK(hello)->Name("http_hello")->Arg(1)->Arg(16)->Arg(64)->Arg(256)->UseRealTime()->MeasureProcessCPUTime();

/// A node on an SQLite file, with one process deployed, and people who can work on it.
class Node {
 public:
  Node() : folder_(scratch_folder()), application_(settings(folder_)) {
    const auto started = application_.start();
    if (!started) throw std::runtime_error(started.error());
    port_ = started->port;
    // As an administrator who has changed the one-time password, without the time that hashing takes.
    application_.store().save_account(
        {.person = "admin", .password_hash = "", .roles = std::string(security::role_administrator)});
    admin_ = token_for("admin");
    person_ = token_for("p-a");
    Rounds one(port_, 1);
    expect(one.run({request_text("PUT", "/api/v1/org", admin_, std::string(sample_organisation))}), 204);
    expect(one.run({request_text("POST", "/api/v1/deployments", admin_, files(),
                                 "multipart/form-data; boundary=bench-boundary")}),
           201);
  }
  ~Node() {
    application_.stop(std::chrono::milliseconds(2000));
    std::filesystem::remove_all(folder_);
  }

  std::uint16_t port() const { return port_; }
  const std::string& person() const { return person_; }

  /// Ids of the open tasks of as many new instances as the client has connections.
  std::vector<std::string> new_tasks(Rounds& rounds) const {
    const auto made = rounds.run(std::vector<std::string>(
        rounds.size(), request_text("POST", "/api/v1/instances", person_, R"({"process":"approval"})")));
    expect(made, 201);
    std::vector<std::string> asking, tasks;
    for (const RoundAnswer& answer : made) {
      const auto json = codec::parse_json(answer.body);
      asking.push_back(
          request_text("GET", "/api/v1/tasks?view=candidate&instance=" + *json->entry("id")->string(), person_, ""));
    }
    for (const RoundAnswer& answer : rounds.run(asking)) {
      const auto json = codec::parse_json(answer.body);
      tasks.push_back(*json->entry("items")->list()->at(0).entry("id")->string());
    }
    return tasks;
  }

  static void expect(const std::vector<RoundAnswer>& answers, int status) {
    for (const RoundAnswer& answer : answers) {
      if (answer.status != status)
        throw std::runtime_error("an answer is " + std::to_string(answer.status) + ": " + answer.body);
    }
  }

 private:
  static api::ApplicationSettings settings(const std::filesystem::path& folder) {
    api::ApplicationSettings settings{.data_folder = folder.string()};
    settings.http.port = 0;
    return settings;
  }

  std::string token_for(const std::string& person) {
    std::string token = security::new_token();
    application_.store().save_token(
        {.hash = security::sha256_hex(token), .person = person, .name = "bench", .scope = "all"});
    return token;
  }

  static std::string files() {
    std::string out;
    const std::pair<const char*, std::string> all[] = {{"approval.bpmn", approval()},
                                                       {"approval.form", approval_form()}};
    for (const auto& [name, bytes] : all) {
      out += std::string("--bench-boundary\r\nContent-Disposition: form-data; name=\"files\"; filename=\"") + name +
             "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n";
    }
    return out + "--bench-boundary--\r\n";
  }

  std::filesystem::path folder_;
  api::Application application_;
  std::uint16_t port_ = 0;
  std::string admin_, person_;
};

void complete_tasks(benchmark::State& run) {
  const Node node;
  Rounds rounds(node.port(), static_cast<int>(run.range(0)));
  const std::string body = R"({"variables":{"days":2,"why":"病假"},"outcome":"同意"})";
  for (auto _ : run) {
    run.PauseTiming();
    std::vector<std::string> requests;
    for (const std::string& task : node.new_tasks(rounds)) {
      requests.push_back(request_text("POST", "/api/v1/tasks/" + task + "/complete", node.person(), body));
    }
    run.ResumeTiming();
    Node::expect(rounds.run(requests), 200);
  }
  run.SetItemsProcessed(run.iterations() * run.range(0));
}
BENCHMARK(complete_tasks)->Name("api_complete_task/sqlite")->Arg(1)->Arg(16)->Arg(64)->UseRealTime();

void read_inbox(benchmark::State& run) {
  const Node node;
  Rounds rounds(node.port(), static_cast<int>(run.range(0)));
  for (int i = 0; i < 10; ++i) node.new_tasks(rounds);
  const std::vector<std::string> requests(
      rounds.size(), request_text("GET", "/api/v1/tasks?view=candidate&limit=20", node.person(), ""));
  for (auto _ : run) Node::expect(rounds.run(requests), 200);
  run.SetItemsProcessed(run.iterations() * run.range(0));
}
BENCHMARK(read_inbox)->Name("api_inbox_of_20/sqlite")->Arg(1)->Arg(16)->UseRealTime();

}  // namespace
}  // namespace bihuan::bench
