// Decides when a reactor thread is woken: on the first post since it last looked. It does not read the posts.
#include "api/http/mailbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bihuan::http {

Mailbox::Mailbox() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (event_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Mailbox::~Mailbox() {
  for (const Post& post : posts_)
    if (const auto* adopt = std::get_if<Adopt>(&post.what)) ::close(adopt->descriptor);
  ::close(event_);
}

bool Mailbox::post(Post post) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    wake = posts_.empty();
    posts_.push_back(std::move(post));
  }
  if (wake && !is_reader()) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(event_, &one, sizeof one);
  }
  return true;
}

void Mailbox::take(std::vector<Post>& into) {
  into.clear();
  const std::lock_guard lock(mutex_);
  into.swap(posts_);
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
}

void Mailbox::clear_event() const {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = ::read(event_, &count, sizeof count);
}

}  // namespace bihuan::http
