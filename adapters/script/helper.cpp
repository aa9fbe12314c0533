// Decides the helper's loop (helper.h). A script that outlives its limit is killed from outside; should nobody be there
// any more to do so, the timer here does.
#include "adapters/script/helper.h"

#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/script/helper_process.h"
#include "adapters/script/sandbox.h"
#include "adapters/script/script_run.h"

namespace bihuan::script {
namespace {

constexpr std::uint32_t grace_ms = 500;          ///< the runner kills first
constexpr std::uint32_t longest = 64u << 20;     ///< bytes of a question
constexpr int nobody_asks = 0, cannot_talk = 3;  // exit codes

bool read_all(int socket, char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(socket, to, size);
    if (got == 0 || (got < 0 && errno != EINTR)) return false;
    if (got > 0) to += got, size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = write(socket, bytes.data(), bytes.size());
    if (sent < 0 && errno != EINTR) return false;
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool answer(int socket, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  return write_all(socket, {reinterpret_cast<const char*>(&size), sizeof size}) && write_all(socket, text);
}

/// 0 turns it off.
void end_after(std::uint32_t ms) {
  itimerval alarm{};
  alarm.it_value.tv_sec = ms / 1000;
  alarm.it_value.tv_usec = static_cast<suseconds_t>(ms % 1000) * 1000;
  setitimer(ITIMER_REAL, &alarm, nullptr);
}

}  // namespace

int serve_helper(int socket) {
  run_script(R"({"source":"1"})", 1u << 20);  // whatever the libraries load late, they load now
  const auto locked_in = enter_sandbox(socket);
  if (!answer(socket, locked_in ? "ready" : locked_in.error()) || !locked_in) return cannot_talk;
  QuestionHead head;
  while (read_all(socket, reinterpret_cast<char*>(&head), sizeof head)) {
    if (head.size > longest) return cannot_talk;
    std::string question(head.size, '\0');
    if (!read_all(socket, question.data(), question.size())) return cannot_talk;
    end_after(head.limit_ms + grace_ms);
    const std::string text = run_script(question, std::size_t{head.memory_kib} * 1024);
    end_after(0);
    if (!answer(socket, text)) return cannot_talk;
  }
  return nobody_asks;
}

}  // namespace bihuan::script
