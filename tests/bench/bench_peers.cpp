// Measures the expressions and tables that tests/bench/peers/run gives to other engines too. Only there: the tables are
// found by the variable BIHUAN_PEER_TABLES, and without it nothing is registered. The answers become labels, which the
// script compares with those of the others.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "adapters/definitions/dmn_reader.h"
#include "engine/base/check.h"
#include "engine/dmn/decision.h"
#include "engine/feel/expression.h"
#include "engine/feel/text.h"

namespace bihuan {
namespace {

using nlohmann::json;

const feel::Environment environment{Instant{1'790'000'000'000'000}};
constexpr std::size_t questions = 16;

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

Value value_of(const json& node) {
  if (node.is_boolean()) return node.get<bool>();
  if (node.is_string()) return node.get<std::string>();
  if (node.is_number()) return *Decimal::parse(node.dump());
  ContextEntries entries;
  for (const auto& [key, entry] : node.items()) entries.emplace_back(key, value_of(entry));
  return entries;
}

ContextEntries variables_of(const json& one) {
  ContextEntries all;
  const json context = one.value("context", json::object());
  for (const auto& [key, entry] : context.items()) all.emplace_back(key, value_of(entry));
  if (!one.contains("findings")) return all;
  List findings;
  for (int i = 0; i < one["findings"].get<int>(); ++i)
    findings.push_back(Value(ContextEntries{{"open", i % 2 == 0}, {"weight", i}}));
  all.emplace_back("findings", Value(std::move(findings)));
  return all;
}

void expression(benchmark::State& run, const json& one) {
  const auto parsed = feel::parse_expression(one["text"].get<std::string>());
  const ContextEntries known = variables_of(one);
  const std::string answer = feel::to_string(parsed->evaluate(feel::variables_of(known), environment)->value);
  for (auto _ : run) benchmark::DoNotOptimize(parsed->evaluate(feel::variables_of(known), environment));
  std::string label = answer;
  for (std::size_t i = 1; i < questions; ++i) label += " " + answer;
  run.SetLabel(label);
}

void table(benchmark::State& run, const std::string& stem) {
  const auto model = definitions::read_dmn(content_of(stem + ".dmn"), stem);
  CHECK(model.has_value());
  const auto decisions = dmn::compile(*model);
  CHECK(decisions.has_value());
  std::vector<ContextEntries> asked;
  for (const json& question : json::parse(content_of(stem + ".json"))) asked.push_back(*value_of(question).context());
  std::string label;
  for (const ContextEntries& question : asked)
    label +=
        (label.empty() ? "" : " ") + feel::to_string(dmn::evaluate(*decisions, "answer", question, environment)->value);
  std::size_t next = 0;
  for (auto _ : run)
    benchmark::DoNotOptimize(dmn::evaluate(*decisions, "answer", asked[next++ % asked.size()], environment));
  run.SetLabel(label);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return text;
}

bool register_all() {
  const char* folder = std::getenv("BIHUAN_PEER_TABLES");
  if (folder == nullptr) return false;
  const json cases = json::parse(content_of(std::string(BIHUAN_SOURCE_DIR) + "/tests/bench/peers/cases.json"));
  for (const json& one : cases["expressions"])
    benchmark::RegisterBenchmark(("peers/" + one["name"].get<std::string>()).c_str(),
                                 [one](benchmark::State& run) { expression(run, one); });
  for (const json& one : cases["tables"]) {
    const std::string name = lower(one["policy"]) + "-" + std::to_string(one["rules"].get<int>());
    benchmark::RegisterBenchmark(("peers/" + name).c_str(), [stem = std::string(folder) + "/" +
                                                                    name](benchmark::State& run) { table(run, stem); });
  }
  return true;
}

const bool registered = register_all();

}  // namespace
}  // namespace bihuan
