// Decides how one helper process is started, asked with a deadline, and ended. It does not know scripts: texts go in
// and come out. Not for several threads at once; runner.h sees to that.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::script {

using Clock = std::chrono::steady_clock;

/// What is started. By default this same program with a hidden sub-command.
struct HelperProgram {
  std::string path = "/proc/self/exe";
  std::vector<std::string> arguments = {"bihuan", "script-helper"};
  std::string zone = "Asia/Shanghai";  ///< local time of scripts; the one name in the helper's environment
};

/// Before a question: its size, and the limits under which it runs. One machine, so its own byte order.
struct QuestionHead {
  std::uint32_t size = 0, limit_ms = 0, memory_kib = 0;
};

enum class HelperEnd : std::uint8_t {
  Answered,
  TooLate,   ///< killed
  TooLarge,  ///< the answer; killed
  Died,      ///< by itself or by somebody
  NoStart,   ///< `text` says why
};

struct HelperReply {
  HelperEnd end = HelperEnd::Died;
  std::string text;
};

class HelperProcess {
 public:
  explicit HelperProcess(HelperProgram program) : program_(std::move(program)) {}
  ~HelperProcess() { stop(); }
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;

  /// Starts it if it does not run. Waits until it says that it is locked in; an error is why it is not.
  std::expected<void, std::string> start();
  /// Requires that it was started. Anything but an answer ends the process.
  HelperReply ask(std::string_view question, const QuestionHead& head, std::size_t longest_answer);
  void stop();

 private:
  bool alive() const;
  HelperReply read_answer(Clock::time_point deadline, std::size_t longest);

  HelperProgram program_;
  pid_t pid_ = 0;
  int socket_ = -1;
};

}  // namespace bihuan::script
