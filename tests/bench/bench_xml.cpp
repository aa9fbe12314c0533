// Measures reading: a made-up BPMN model of 76 KB, and the shipped processes with their tables; alone and with
// everything that makes them ready to run.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "adapters/definitions/bpmn_reader.h"
#include "adapters/definitions/dmn_reader.h"
#include "engine/definition/compile.h"
#include "engine/dmn/decision.h"

namespace bihuan::definitions {
namespace {

std::string shipped(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(BIHUAN_SOURCE_DIR "/processes/" + path).rdbuf();
  return out.str();
}

/// start → user tasks in a row → end, until it is as large as asked.
std::string model_of(std::size_t bytes) {
  std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bihuan="urn:bihuan:bpmn:1" id="d"
 targetNamespace="bench"><process id="large" isExecutable="true"><startEvent id="n0"/>)";
  int n = 1;
  for (; xml.size() < bytes; ++n) {
    xml += fmt::format(
        R"(<userTask id="n{0}" name="核实第 {0} 项"><extensionElements><bihuan:assignment kind="candidates" )"
        R"(people="=[&quot;p-{0}&quot;]"/></extensionElements></userTask>
<sequenceFlow id="f{0}" sourceRef="n{1}" targetRef="n{0}"/>
)",
        n, n - 1);
  }
  xml += fmt::format(R"(<endEvent id="n{0}"/><sequenceFlow id="f{0}" sourceRef="n{1}" targetRef="n{0}"/>)", n, n - 1);
  return xml + "</process></definitions>";
}

void read(benchmark::State& run, const std::string& xml) {
  if (!read_bpmn(xml, "bench.bpmn")) return run.SkipWithError("Expected a model that can be read");
  for (auto _ : run) benchmark::DoNotOptimize(read_bpmn(xml, "bench.bpmn"));
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(xml.size()));
}

void read_and_compile(benchmark::State& run, const std::string& xml) {
  for (auto _ : run) {
    const auto model = read_bpmn(xml, "bench.bpmn");
    const auto compiled = definition::compile(model->processes.front(), "bench.bpmn");
    if (!compiled) return run.SkipWithError("Expected a process that can run");
  }
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(xml.size()));
}

void read_and_compile_table(benchmark::State& run, const std::string& xml) {
  for (auto _ : run) {
    const auto model = read_dmn(xml, "bench.dmn");
    if (!model || !dmn::compile(*model)) return run.SkipWithError("Expected a model that can run");
  }
  run.SetBytesProcessed(run.iterations() * static_cast<std::int64_t>(xml.size()));
}

const std::string hazard = shipped("hazard-rectification/hazard-rectification.bpmn");
const std::string meeting = shipped("joint-meeting/joint-meeting.bpmn");
const std::string grading = shipped("hazard-rectification/risk-grading.dmn");
const std::string large = model_of(76 * 1024);

BENCHMARK_CAPTURE(read, large, large)->Name("bpmn_read/76_kb")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_and_compile, large, large)->Name("bpmn_compile/76_kb")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, hazard, hazard)->Name("bpmn_read/hazard_rectification")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_and_compile, hazard, hazard)
    ->Name("bpmn_compile/hazard_rectification")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, meeting, meeting)->Name("bpmn_read/joint_meeting")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_and_compile, meeting, meeting)
    ->Name("bpmn_compile/joint_meeting")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_and_compile_table, grading, grading)
    ->Name("dmn_read_and_compile/risk_grading")
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace bihuan::definitions
