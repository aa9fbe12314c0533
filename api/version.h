// The program's version, for /version and the command line.
#pragma once

namespace bihuan {

constexpr const char* version = "0.1.0";

}  // namespace bihuan
