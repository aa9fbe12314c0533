// Decides how the newest lines of the log are kept: a ring behind spdlog's own lock.
#include "api/log_lines.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <deque>
#include <mutex>

namespace bihuan::api {
namespace {

constexpr std::size_t most_lines = 2000, longest_line = 4000;

class Ring : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::vector<LogLine> newest(int least_level, const std::string& text, std::size_t limit) {
    const std::lock_guard lock(mutex_);
    std::vector<LogLine> out;
    for (auto line = lines_.rbegin(); line != lines_.rend() && out.size() < limit; ++line) {
      if (line->level >= least_level && line->text.find(text) != std::string::npos) out.push_back(*line);
    }
    return out;
  }

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    using std::chrono::microseconds;
    const auto since = std::chrono::duration_cast<microseconds>(message.time.time_since_epoch());
    std::string text(message.payload.data(), std::min(message.payload.size(), longest_line));
    while (text.size() == longest_line && (text.back() & 0xc0) == 0x80) text.pop_back();  // no half character
    lines_.push_back({Instant{since.count()}, static_cast<int>(message.level), std::move(text)});
    if (lines_.size() > most_lines) lines_.pop_front();
  }
  void flush_() override {}

 private:
  std::deque<LogLine> lines_;
};

const std::shared_ptr<Ring>& ring() {
  static const auto one = std::make_shared<Ring>();
  return one;
}

}  // namespace

void keep_log_lines() {
  static std::once_flag once;
  std::call_once(once, [] { spdlog::default_logger()->sinks().push_back(ring()); });
}

std::vector<LogLine> log_lines(int least_level, const std::string& text, std::size_t limit) {
  return ring()->newest(least_level, text, limit);
}

}  // namespace bihuan::api
