#include "api/openapi_text.h"

// The assembler takes the file in as it is, so that the program needs no file beside it. BIHUAN_OPENAPI is its path,
// from CMakeLists.txt.
asm(".section .rodata\n"
    ".global bihuan_openapi_begin\n"
    ".global bihuan_openapi_end\n"
    "bihuan_openapi_begin:\n"
    ".incbin \"" BIHUAN_OPENAPI
    "\"\n"
    "bihuan_openapi_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" const char bihuan_openapi_begin[], bihuan_openapi_end[];

namespace bihuan::api {

std::string_view openapi_text() {
  return {bihuan_openapi_begin, static_cast<std::size_t>(bihuan_openapi_end - bihuan_openapi_begin)};
}

}  // namespace bihuan::api
