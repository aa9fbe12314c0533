// What the tests of scripts share: one runner, questions in few words.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/codec/json.h"
#include "adapters/script/runner.h"

namespace bihuan::script {

/// Long limits, so that a slow machine fails no test that is not about time.
inline RunnerSettings patient() {
  RunnerSettings settings;
  settings.limit = std::chrono::seconds(20);
  return settings;
}

inline Runner& shared_runner() {
  static Runner runner(patient());
  return runner;
}

inline Value json(std::string_view text) {
  auto value = codec::parse_json(text);
  EXPECT_TRUE(value) << text;
  return value ? *value : Value();
}

/// A question with these variables, as JSON.
inline ScriptQuestion question(std::string source, std::string_view variables = "{}") {
  ScriptQuestion asked{.language = "javascript", .source = std::move(source)};
  const Value context = json(variables);
  for (const auto& [name, value] : *context.context()) asked.variables.emplace_back(name, value);
  asked.execution = json(R"({"id":"7","processInstanceId":"42","currentActivityId":"check","businessKey":"XF-1"})");
  return asked;
}

inline ScriptAnswer run(std::string source, std::string_view variables = "{}") {
  return shared_runner().run(question(std::move(source), variables));
}

/// The result as JSON, or the fault.
inline std::string result(std::string source, std::string_view variables = "{}") {
  const ScriptAnswer answer = run(std::move(source), variables);
  return answer.fault_en.empty() ? codec::to_json(answer.result) : "fault: " + answer.fault_en;
}

/// What it wrote, as a JSON object.
inline std::string writes(std::string source, std::string_view variables = "{}") {
  const ScriptAnswer answer = run(std::move(source), variables);
  return answer.fault_en.empty() ? codec::to_json(Value(ContextEntries(answer.writes))) : "fault: " + answer.fault_en;
}

}  // namespace bihuan::script
