// Decides the share of one step (script_answers.h): while a step waits for scripts, nobody else's command runs.
#include "adapters/host/script_answers.h"

#include <algorithm>
#include <string>

namespace bihuan::host {
namespace {

constexpr std::chrono::seconds longest_altogether{5};
constexpr std::size_t most_scripts = 5'000;

ScriptAnswer fault(std::string zh, std::string en) {
  ScriptAnswer answer;
  answer.fault_zh = std::move(zh);
  answer.fault_en = std::move(en);
  return answer;
}

}  // namespace

void ScriptAnswers::answer(const std::vector<ScriptQuestion>& questions) {
  for (const ScriptQuestion& question : questions) {
    if (std::ranges::find(all_, question, &std::pair<ScriptQuestion, ScriptAnswer>::first) != all_.end()) continue;
    all_.emplace_back(question, ask(question));
  }
}

ScriptAnswer ScriptAnswers::ask(const ScriptQuestion& question) {
  if (!run_) return fault("本系统没有启用脚本运行", "Expected somebody to run scripts, but this host has nobody");
  if (spent_ > longest_altogether || all_.size() >= most_scripts) {
    return fault("一次操作中的脚本太多或总共运行太久，其余的没有运行",
                 "Expected the scripts of one command to stay within " + std::to_string(most_scripts) + " runs and " +
                     std::to_string(longest_altogether.count()) + " s, but there are more");
  }
  const auto begin = std::chrono::steady_clock::now();
  ScriptAnswer answer = run_(question);
  spent_ += std::chrono::steady_clock::now() - begin;
  return answer;
}

}  // namespace bihuan::host
