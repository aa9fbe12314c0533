// Decides what the helper process does: lock itself in, then answer one question after the other until nobody asks.
#pragma once

namespace bihuan::script {

/// The helper's whole life; `socket` is the one end of the pair that its runner made. Answers the process's exit code.
int serve_helper(int socket);

}  // namespace bihuan::script
