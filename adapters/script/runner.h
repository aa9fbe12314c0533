// Decides how long, in how many processes and with what limits scripts run: each in a fresh interpreter inside a helper
// process that can reach nothing (sandbox.h) and is killed when it is late. What a script sees is prelude.h; when one
// is asked is the engine's business.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/script/helper_process.h"
#include "engine/engine.h"

namespace bihuan::script {

struct RunnerSettings {
  HelperProgram program;
  std::chrono::milliseconds limit{1000};  ///< of one script, by the clock on the wall
  std::uint32_t memory_kib = 64 * 1024;   ///< of one script's values
  std::size_t longest = 16u << 20;        ///< bytes of an answer
  unsigned helpers = 2;                   ///< scripts that run at the same time; more callers wait for their turn
};

class Runner {
 public:
  explicit Runner(RunnerSettings settings = {});
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Runs the script; safe from many threads. Answers within the limit once a helper is free (and started: the first
  /// call pays for that). A helper that somebody killed is started again and the script is run once more.
  ScriptAnswer run(const ScriptQuestion& question);

 private:
  struct Turn;
  HelperReply ask(HelperProcess& helper, const std::string& text) const;

  RunnerSettings settings_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<HelperProcess>> idle_;
};

}  // namespace bihuan::script
