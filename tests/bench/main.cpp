// Decides nothing but the log: only what goes wrong is said, so that tables stay readable.
#include <benchmark/benchmark.h>
#include <spdlog/spdlog.h>

int main(int count, char** words) {
  spdlog::set_level(spdlog::level::warn);
  benchmark::Initialize(&count, words);
  if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
