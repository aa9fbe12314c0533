// Decides how queued bytes and file parts leave: gathered writes, sendfile for files, never a signal, never a wait.
#include "api/http/output.h"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace bihuan::http {
namespace {
constexpr std::size_t kTurnBytes = std::size_t{1} << 20;
constexpr std::size_t kGathered = 64;

WriteState after_error() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? WriteState::Blocked : WriteState::Broken;
}
}  // namespace

void Output::push(Piece piece) {
  if (!piece.file && piece.bytes.empty()) return;
  if (piece.file && piece.file->length == 0) return;
  bytes_in_memory_ += piece.bytes.size();
  pieces_.push_back(std::move(piece));
}

WriteState Output::write(int socket, bool& progress) {
  std::size_t turn = 0;
  while (!pieces_.empty()) {
    if (turn >= kTurnBytes) return WriteState::Blocked;
    std::size_t sent = 0;
    const WriteState state = pieces_.front().file ? send_file(socket, sent) : send_bytes(socket, sent);
    progress = progress || sent > 0;
    turn += sent;
    if (state != WriteState::Drained) return state;
  }
  return WriteState::Drained;
}

WriteState Output::send_bytes(int socket, std::size_t& sent) {
  std::array<iovec, kGathered> parts;
  std::size_t count = 0;
  bool file_follows = false;
  for (Piece& piece : pieces_) {
    file_follows = piece.file.has_value();
    if (file_follows || count == parts.size()) break;
    parts[count++] = {piece.bytes.data() + piece.sent, piece.bytes.size() - piece.sent};
  }
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = count;
  const ssize_t written = ::sendmsg(socket, &message, MSG_NOSIGNAL | (file_follows ? MSG_MORE : 0));
  if (written < 0) return after_error();
  sent = static_cast<std::size_t>(written);
  drop(sent);
  return WriteState::Drained;
}

WriteState Output::send_file(int socket, std::size_t& sent) {
  FilePart& part = *pieces_.front().file;
  auto offset = static_cast<off_t>(part.offset);
  const std::size_t want = std::min<std::uint64_t>(part.length, kTurnBytes / 2);
  const ssize_t written = ::sendfile(socket, part.file->descriptor(), &offset, want);
  if (written < 0) return after_error();
  if (written == 0) return WriteState::Broken;  // the file became shorter: the promised length cannot be kept
  sent = static_cast<std::size_t>(written);
  part.offset += sent;
  part.length -= sent;
  if (part.length == 0) pop_front();
  return WriteState::Drained;
}

void Output::drop(std::size_t bytes) {
  bytes_in_memory_ -= bytes;
  while (bytes > 0) {
    Piece& front = pieces_.front();
    const std::size_t part = std::min(bytes, front.bytes.size() - front.sent);
    front.sent += part;
    bytes -= part;
    if (front.sent == front.bytes.size()) pop_front();
  }
}

void Output::pop_front() {
  const Piece done = std::move(pieces_.front());
  pieces_.pop_front();
  if (done.exchange && done.counted > 0) done.exchange->sent(done.counted);
}

}  // namespace bihuan::http
