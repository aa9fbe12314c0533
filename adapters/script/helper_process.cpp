// Decides the life of one helper process (helper_process.h): posix_spawn, one socket, poll with a deadline, SIGKILL.
#include "adapters/script/helper_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace bihuan::script {
namespace {

constexpr std::chrono::seconds longest_start{5};
constexpr std::size_t longest_hello = 4096;

/// Waits until the socket can be read (or written) or the time is over.
bool ready(int socket, short events, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd wait{socket, events, 0};
    const int found = poll(&wait, 1, static_cast<int>(left));
    if (found > 0) return true;
    if (found < 0 && errno != EINTR) return false;
  }
}

bool retry(int error) {
  return error == EINTR || error == EAGAIN || error == EWOULDBLOCK;
}

HelperEnd send_all(int socket, std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    if (!ready(socket, POLLOUT, deadline)) return HelperEnd::TooLate;
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && !retry(errno)) return HelperEnd::Died;
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return HelperEnd::Answered;
}

HelperEnd receive_all(int socket, char* to, std::size_t size, Clock::time_point deadline) {
  while (size > 0) {
    if (!ready(socket, POLLIN, deadline)) return HelperEnd::TooLate;
    const ssize_t got = recv(socket, to, size, MSG_DONTWAIT);
    if (got == 0 || (got < 0 && !retry(errno))) return HelperEnd::Died;
    if (got > 0) to += got, size -= static_cast<std::size_t>(got);
  }
  return HelperEnd::Answered;
}

/// The files and signals of the new process: the socket is its standard input, nothing else stays open.
class Preparation {
 public:
  explicit Preparation(int socket) {
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawnattr_init(&attributes);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);  // Ctrl-C is the server's
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Preparation() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  Preparation(const Preparation&) = delete;
  Preparation& operator=(const Preparation&) = delete;

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
};

int spawn(pid_t& pid, const HelperProgram& program, int socket) {
  Preparation preparation(socket);
  std::vector<char*> arguments;
  for (const std::string& argument : program.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::string zone = "TZ=" + program.zone;
  char* environment[] = {zone.data(), nullptr};
  return posix_spawn(&pid, program.path.c_str(), &preparation.files, &preparation.attributes, arguments.data(),
                     environment);
}

}  // namespace

bool HelperProcess::alive() const {
  if (pid_ == 0) return false;
  char byte;
  const ssize_t got = recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got < 0 && retry(errno);  // an end of file is its death, a byte is out of turn
}

std::expected<void, std::string> HelperProcess::start() {
  if (alive()) return {};
  stop();
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return std::unexpected(std::strerror(errno));
  const int error = spawn(pid_, program_, pair[1]);
  close(pair[1]);
  socket_ = pair[0];
  if (error != 0) {
    pid_ = 0;
    stop();
    return std::unexpected(program_.path + ": " + std::strerror(error));
  }
  const HelperReply hello = read_answer(Clock::now() + longest_start, longest_hello);
  if (hello.end == HelperEnd::Answered && hello.text == "ready") return {};
  stop();
  return std::unexpected(hello.text.empty() ? "the helper process ended before it was ready" : hello.text);
}

HelperReply HelperProcess::ask(std::string_view question, const QuestionHead& head, std::size_t longest_answer) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(head.limit_ms);
  std::string_view bytes(reinterpret_cast<const char*>(&head), sizeof head);
  HelperReply reply{send_all(socket_, bytes, deadline), {}};
  if (reply.end == HelperEnd::Answered) reply.end = send_all(socket_, question, deadline);
  if (reply.end == HelperEnd::Answered) reply = read_answer(deadline, longest_answer);
  if (reply.end != HelperEnd::Answered) stop();
  return reply;
}

HelperReply HelperProcess::read_answer(Clock::time_point deadline, std::size_t longest) {
  std::uint32_t size = 0;
  HelperReply reply{receive_all(socket_, reinterpret_cast<char*>(&size), sizeof size, deadline), {}};
  if (reply.end != HelperEnd::Answered) return reply;
  if (size > longest) return {HelperEnd::TooLarge, {}};
  reply.text.resize(size);
  reply.end = receive_all(socket_, reply.text.data(), size, deadline);
  if (reply.end != HelperEnd::Answered) reply.text.clear();
  return reply;
}

void HelperProcess::stop() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
}

}  // namespace bihuan::script
