// Decides the turns of callers, the retry after a death from outside, and the words of each way to fail (runner.h).
#include "adapters/script/runner.h"

#include <fmt/format.h>

#include "adapters/script/wire.h"

namespace bihuan::script {
namespace {

ScriptAnswer answer_for(const HelperReply& reply, const ScriptQuestion& question, const RunnerSettings& settings) {
  const auto limit = settings.limit.count();
  switch (reply.end) {
    case HelperEnd::Answered:
      return answer_of(reply.text, question);
    case HelperEnd::TooLate:
      return fault(fmt::format("脚本运行超过 {} 毫秒，已被终止", limit),
                   fmt::format("Expected the script to end within {} ms, but it did not and was stopped", limit));
    case HelperEnd::TooLarge:
      return fault(fmt::format("脚本给出的数据超过 {} 字节", settings.longest),
                   fmt::format("Expected at most {} bytes from the script, but there are more", settings.longest));
    case HelperEnd::Died:
      return fault("运行脚本的进程意外终止", "Expected an answer of the script's process, but it ended");
    case HelperEnd::NoStart:
      return fault("本机无法运行脚本：" + reply.text, "Expected a process for scripts to start, but: " + reply.text);
  }
  return fault("运行脚本的进程意外终止", "Expected an answer of the script's process, but it ended");
}

}  // namespace

/// One helper for one caller, given back in the end.
struct Runner::Turn {
  explicit Turn(Runner& runner) : runner(runner) {
    std::unique_lock lock(runner.mutex_);
    runner.freed_.wait(lock, [&] { return !runner.idle_.empty(); });
    helper = std::move(runner.idle_.back());
    runner.idle_.pop_back();
  }
  ~Turn() {
    {
      const std::lock_guard lock(runner.mutex_);
      runner.idle_.push_back(std::move(helper));
    }
    runner.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  Runner& runner;
  std::unique_ptr<HelperProcess> helper;
};

Runner::Runner(RunnerSettings settings) : settings_(std::move(settings)) {
  idle_.reserve(settings_.helpers);
  for (unsigned i = 0; i < std::max(1u, settings_.helpers); ++i)
    idle_.push_back(std::make_unique<HelperProcess>(settings_.program));
}

Runner::~Runner() = default;

ScriptAnswer Runner::run(const ScriptQuestion& question) {
  if (question.language != "javascript") {
    return fault("不支持的脚本语言：" + question.language,
                 "Expected a script in javascript, but it is in " + question.language);
  }
  const std::string text = question_text(question);
  const Turn turn(*this);
  HelperReply reply = ask(*turn.helper, text);
  if (reply.end == HelperEnd::Died) reply = ask(*turn.helper, text);
  return answer_for(reply, question, settings_);
}

HelperReply Runner::ask(HelperProcess& helper, const std::string& text) const {
  if (const auto started = helper.start(); !started) return {HelperEnd::NoStart, started.error()};
  const QuestionHead head{static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(settings_.limit.count()),
                          settings_.memory_kib};
  return helper.ask(text, head, settings_.longest);
}

}  // namespace bihuan::script
