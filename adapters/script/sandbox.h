// Decides what a helper process may still do once it is ready: compute, and talk on its one socket. It does not decide
// what scripts see, nor their memory (heap.h) and time (helper.cpp).
#pragma once

#include <expected>
#include <string>

namespace bihuan::script {

/// Closes every file but `socket`, takes away all limits that could grow, and has the kernel kill the process at any
/// system call but those for memory, time and this socket. There is no way back. An error is why it is not locked in.
std::expected<void, std::string> enter_sandbox(int socket);

}  // namespace bihuan::script
