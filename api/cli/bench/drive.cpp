#include "api/cli/bench/drive.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <stdexcept>
#include <thread>

namespace bihuan::cli::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_threads = 4;
constexpr std::chrono::seconds patience{120};

float ms_since(Clock::time_point begin) {
  return std::chrono::duration<float, std::milli>(Clock::now() - begin).count();
}

/// What the host said, written on its thread before the client hears that it may go on.
struct Heard {
  InstanceId instance;
  std::vector<WorkId> tasks;
  std::string refused;
};

struct Client {
  Life life;
  Heard heard;
  std::size_t at = 0;  ///< step
  Clock::time_point life_began, asked;
};

Heard heard_of(const host::Ran& ran) {
  Heard heard{.instance = ran.instance};
  if (ran.failure) heard.refused = ran.failure->message_en;
  if (ran.kept) heard.refused = "nobody waits for the message";
  for (const Event& event : ran.events) {
    if (const auto* created = std::get_if<event::TaskCreated>(&event)) heard.tasks.push_back(created->work);
  }
  return heard;
}

/// Some of the clients, on one thread.
class Carrier {
 public:
  Carrier(Session& session, const Workload& workload, Clock::time_point end)
      : session_(session), workload_(workload), end_(end) {}
  void add(int client);
  void run();
  const Driven& driven() const { return driven_; }
  const std::string& failure() const { return failure_; }

 private:
  void begin(Client& client);
  void go_on(Client& client);
  void ask(Client& client, What what);
  void deliver(Client& client);
  void answered(Client& client);
  void step_done(Client& client);
  void fail(const std::string& why);
  std::vector<Client*> delivered();

  Session& session_;
  const Workload& workload_;
  const Clock::time_point end_;
  std::deque<Client> clients_;
  std::size_t busy_ = 0;
  Driven driven_;
  std::string failure_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Client*> mailbox_;
};

void Carrier::add(int number) {
  Client& client = clients_.emplace_back();
  client.life.client = number;
  client.life.random.seed(static_cast<std::uint64_t>(number) + 1);
}

void Carrier::run() {
  busy_ = clients_.size();
  for (Client& client : clients_) {
    begin(client);
    go_on(client);
  }
  while (busy_ > 0) {
    for (Client* client : delivered()) answered(*client);
  }
}

void Carrier::begin(Client& client) {
  client.at = 0;
  client.life.person = fmt::format("p-{}", client.life.client);
  client.life.instance = {};
  client.life.tasks.clear();
  client.life.done = 0;
  ++client.life.number;
  client.life_began = Clock::now();
}

void Carrier::go_on(Client& client) try {
  while (true) {
    if (client.at == workload_.life.size()) {
      driven_.life_ms.push_back(ms_since(client.life_began));
      if (Clock::now() >= end_ || !failure_.empty()) break;
      begin(client);
    }
    client.asked = Clock::now();
    auto what = workload_.life[client.at].act(client.life, session_);
    if (what) return ask(client, std::move(*what));
    ++driven_.queries;
    step_done(client);
  }
  --busy_;
} catch (const std::exception& error) {
  fail(error.what());
}

void Carrier::ask(Client& client, What what) {
  host::Request request{.what = std::move(what), .actor = client.life.person};
  request.render = [&client](const host::Ran& ran) {
    client.heard = heard_of(ran);
    return host::Rendered{};
  };
  const bool until_ended = workload_.life[client.at].until_ended;
  request.answer = [this, &client, until_ended](const host::Rendered&) {
    if (!until_ended || !client.heard.refused.empty()) return deliver(client);
    session_.endings().when_ended(client.heard.instance, [this, &client] { deliver(client); });
  };
  ++driven_.requests;
  session_.host().ask(std::move(request));
}

void Carrier::deliver(Client& client) {
  std::lock_guard lock(mutex_);
  mailbox_.push_back(&client);
  if (mailbox_.size() == 1) wake_.notify_one();
}

std::vector<Client*> Carrier::delivered() {
  std::unique_lock lock(mutex_);
  if (!wake_.wait_for(lock, patience, [this] { return !mailbox_.empty(); })) {
    // The host still holds what would be answered to these clients, so nothing here may be taken down.
    fmt::print(stderr, "bihuan bench: {}: no answer for two minutes\n", workload_.name);
    std::_Exit(2);
  }
  return std::exchange(mailbox_, {});
}

void Carrier::answered(Client& client) {
  if (!client.heard.refused.empty()) return fail(client.heard.refused);
  Life& life = client.life;
  if (!life.instance) life.instance = client.heard.instance;
  life.tasks.insert(life.tasks.end(), client.heard.tasks.begin(), client.heard.tasks.end());
  step_done(client);
  go_on(client);
}

void Carrier::step_done(Client& client) {
  const Step& step = workload_.life[client.at++];
  if (step.timed) driven_.request_ms.push_back(ms_since(client.asked));
  driven_.units += static_cast<std::uint64_t>(step.units);
}

/// This client stops; the others end their lives.
void Carrier::fail(const std::string& why) {
  if (failure_.empty()) failure_ = why;
  --busy_;
}

void add(Driven& sum, const Driven& part) {
  sum.units += part.units;
  sum.requests += part.requests;
  sum.queries += part.queries;
  sum.request_ms.insert(sum.request_ms.end(), part.request_ms.begin(), part.request_ms.end());
  sum.life_ms.insert(sum.life_ms.end(), part.life_ms.begin(), part.life_ms.end());
}

}  // namespace

Driven drive(Session& session, const Workload& workload, int clients, double seconds) {
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  session.endings().remember(workload.life.back().until_ended);
  std::deque<Carrier> carriers;
  for (int i = 0; i < std::min(clients, most_threads); ++i) carriers.emplace_back(session, workload, end);
  for (int i = 0; i < clients; ++i) carriers[static_cast<std::size_t>(i) % carriers.size()].add(i);
  {
    std::vector<std::jthread> threads;
    for (Carrier& carrier : carriers) threads.emplace_back([&carrier] { carrier.run(); });
  }
  Driven sum;
  sum.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  for (const Carrier& carrier : carriers) {
    if (!carrier.failure().empty()) throw std::runtime_error(workload.name + ": " + carrier.failure());
    add(sum, carrier.driven());
  }
  return sum;
}

}  // namespace bihuan::cli::bench
