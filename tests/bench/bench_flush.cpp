// Measures what this disk takes for a durable write, without a line of ours: so that the figures of commits can be
// read. SQLite's log is appended and flushed (fdatasync), PostgreSQL's written over in place and flushed.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "tests/bench/scratch_store.h"

namespace bihuan::bench {
namespace {

constexpr int file_bytes = 16 << 20;

/// 16 MiB are there already when `over` is true: only bytes change, the file's size and blocks do not.
void flush(benchmark::State& run, bool over) {
  const std::filesystem::path folder = scratch_folder();
  const int file = open((folder / "probe").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const auto bytes = static_cast<std::size_t>(run.range(0));
  const std::string block(bytes, 'x');
  bool written = true;
  for (std::size_t at = 0; over && at < file_bytes; at += bytes) {
    written = written && pwrite(file, block.data(), bytes, static_cast<off_t>(at)) == static_cast<ssize_t>(bytes);
  }
  written = written && fsync(file) == 0;
  std::size_t at = 0;
  for (auto _ : run) {
    written = written && pwrite(file, block.data(), bytes, static_cast<off_t>(at)) == static_cast<ssize_t>(bytes) &&
              fdatasync(file) == 0;
    at = over && at + 2 * bytes > file_bytes ? 0 : at + bytes;
  }
  close(file);
  std::filesystem::remove_all(folder);
  if (!written) run.SkipWithError("the disk does not take it");
}
BENCHMARK_CAPTURE(flush, append, false)->Name("flush_appended")->Arg(4096)->Arg(65'536)->UseRealTime();
BENCHMARK_CAPTURE(flush, over, true)->Name("flush_in_place")->Arg(8192)->Arg(65'536)->UseRealTime();

}  // namespace
}  // namespace bihuan::bench
