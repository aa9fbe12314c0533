// Decides the walls of a helper process (sandbox.h): resource limits, then a seccomp filter of the calls that stay.
#include "adapters/script/sandbox.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace bihuan::script {
namespace {

constexpr rlim_t room_to_grow = 384u << 20;  ///< bytes of address space: the heap, a question and an answer

/// The address space in use; 0 when it cannot be known.
[[maybe_unused]] rlim_t address_space() {
  long pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  if (std::fscanf(file, "%ld", &pages) != 1) pages = 0;
  std::fclose(file);
  return static_cast<rlim_t>(pages) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

bool limit(__rlimit_resource what, rlim_t most) {
  const rlimit value{most, most};
  return setrlimit(what, &value) == 0;
}

bool set_limits() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // their shadow memory is terabytes
  const rlim_t used = address_space();
  if (used == 0 || !limit(RLIMIT_AS, used + room_to_grow)) return false;
#endif
  return limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0);
}

void allow(scmp_filter_ctx filter, int call, int& error) {
  const int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
  if (added != 0 && call >= 0) error = added;  // below zero: a call that this processor does not have
}

void allow(scmp_filter_ctx filter, int call, scmp_arg_cmp only, int& error) {
  const int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, only);
  if (added != 0) error = added;
}

int load_filter(scmp_filter_ctx filter, int socket) {
  int error = 0;
  const auto on_socket = SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(socket));
  for (int call : {SCMP_SYS(read), SCMP_SYS(write)}) allow(filter, call, on_socket, error);
  const auto no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  for (int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) allow(filter, call, no_code, error);
  for (int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex)})
    allow(filter, call, error);
  for (int call : {SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(setitimer)})
    allow(filter, call, error);
  for (int call : {SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(getrandom)})
    allow(filter, call, error);
  return error != 0 ? error : seccomp_load(filter);
}

}  // namespace

std::expected<void, std::string> enter_sandbox(int socket) {
  tzset();  // reads the zone's file while there are files
  if (socket > 0) close_range(0, static_cast<unsigned>(socket) - 1, 0);
  close_range(static_cast<unsigned>(socket) + 1, UINT_MAX, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    return std::unexpected(std::string("prctl: ") + std::strerror(errno));
  // After the files are closed there is still one to read, so the limits come last.
  if (!set_limits()) return std::unexpected(std::string("setrlimit: ") + std::strerror(errno));
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return std::unexpected("seccomp: no filter could be made");
  const int error = load_filter(filter, socket);
  seccomp_release(filter);
  if (error != 0) return std::unexpected(std::string("seccomp: ") + std::strerror(-error));
  return {};
}

}  // namespace bihuan::script
