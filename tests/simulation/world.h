// Decides what happens next: three nodes, one store, one clock, clients, workers and a network in one thread, every
// choice drawn from one seed. Faults last as long as the play; then comes the calm, in which everything that was begun
// must come to its end. What must be true then is proof.h's.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "adapters/host/host.h"
#include "tests/history/history.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/faulty_store.h"

namespace bihuan::simulation {

/// How often rare things were reached, by name: probes that the simulation does not run beside what it is for.
using Reached = std::map<std::string, std::size_t>;

/// What a client wants done, sent again with the same key until there is an answer for good.
struct Ask {
  std::string key, actor;
  decltype(host::Request::what) what;
  history::Write seen;
  bool waiting = true, named = false;    ///< named: the answer said on which case it had its effect
  std::optional<host::Rendered> answer;  ///< for good: not "unavailable"
};

/// A request on its way to a node, or its answer on the way back.
struct Packet {
  bool is_answer = false;
  std::size_t machine = 0, ask = 0;
  host::Rendered rendered;
};

/// A node as an operator sees it: it goes on under its name when it is started again.
struct Machine {
  std::string name;
  std::int64_t skew_us = 0;  ///< how wrong its clock is
  bool paused = false;
  /// What it has sent to the store, and what the store has said, if that is known there already.
  struct Sent {
    std::shared_ptr<host::Flight> flight;
    std::optional<host::Landing> outcome;
  };
  std::vector<Sent> sent;
  std::unique_ptr<host::Catalogue> catalogue;
  std::unique_ptr<host::Host> host;
};

class World {
 public:
  World(std::uint64_t seed, Reached& reached);
  ~World();

  /// So many commands of clients, with faults.
  void play(int commands);
  /// No more faults: time passes until nothing is due and every client has its answer.
  void calm();

  FaultyStore& store() { return *store_; }
  const std::vector<Ask>& asks() const { return asks_; }
  const std::vector<history::Read>& reads() const { return reads_; }
  Instant now() const { return now_; }
  /// How often a worker was given each job.
  const std::map<store::WorkKey, int>& leases() const { return leases_; }
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  // world.cpp: what happens next
  void one_event();
  void deliver();
  void pass_time();
  bool at_rest();
  void reach(const std::string& what) { ++reached_[what]; }
  void fail(std::string what) { faults_.push_back(std::move(what)); }

  // machines.cpp: nodes and their way to the store
  void boot(Machine& machine);
  void restart(std::size_t index);
  void work(std::size_t index);
  void store_hears(std::size_t index);
  void machine_hears(std::size_t index);
  void finish(Machine& machine, host::Flight& flight);
  host::Landing commit(const host::Flight& flight);
  void land_all(std::size_t index);
  void look_for_due(std::size_t index);
  template <class Act>
  void as(std::size_t index, Act&& act);
  Fault weather(Operation operation);
  void others_meanwhile();
  void receive(std::size_t machine, std::size_t ask);
  void probe_machine(const Machine& machine);

  // clients.cpp: who asks for what
  void client_acts(std::size_t client);
  void worker_acts();
  void reader_acts();
  void ask(decltype(host::Request::what) what, history::Write seen, std::string actor);
  void send_again(std::size_t ask);
  void hear(const Packet& packet);
  void draw_ask();
  void draw_start();
  void draw_task_ask();
  void draw_message();
  void draw_case_ask();
  std::string some_key();
  std::optional<store::TaskRow> some_task();

  static constexpr std::size_t client_count = 12;

  Chance chance_;
  Reached& reached_;
  Instant now_{1'790'000'000'000'000};
  std::unique_ptr<FaultyStore> store_;
  std::array<Machine, 3> machines_;
  std::vector<std::size_t> acting_;  ///< the machines whose work is going on, innermost last
  bool stormy_ = true;
  int issued_ = 0;
  std::vector<Packet> network_;
  std::vector<Ask> asks_;
  std::array<std::optional<std::size_t>, client_count> clients_;  ///< what each waits for
  std::vector<std::string> keys_;                                 ///< business keys of cases
  std::vector<history::Read> reads_;
  std::map<store::WorkKey, int> leases_;
  std::vector<std::string> faults_;
};

}  // namespace bihuan::simulation
