// Decides what happens when the program contradicts itself: the step is thrown away (Bug), the server goes on.
// It does not report faults of callers, models or data; those are rejections, BPMN errors and incidents.
#pragma once

#include <stdexcept>
#include <string>

namespace bihuan {

/// A contradiction inside the program. Caught in one place, the host, which quarantines the instance concerned.
struct Bug : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void raise_bug(const char* file, int line, const char* condition) {
  throw Bug(std::string(file) + ":" + std::to_string(line) + ": CHECK(" + condition + ")");
}

}  // namespace bihuan

/// Always on, in Release too: an engine that goes on after a contradiction writes a wrong record.
#define CHECK(condition)                                   \
  do {                                                     \
    if (!(condition)) [[unlikely]]                         \
      ::bihuan::raise_bug(__FILE__, __LINE__, #condition); \
  } while (false)
