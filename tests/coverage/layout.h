// Decides where the elements of a process stand in its picture: columns by their distance from the start, rows by their
// order; a scope is as large as what is in it.
#pragma once

#include <map>
#include <string>

#include "engine/definition/model.h"

namespace bihuan::coverage {

struct Box {
  int x = 0, y = 0, width = 0, height = 0;
  int right() const { return x + width; }
  int bottom() const { return y + height; }
  int middle() const { return y + height / 2; }
};

/// By id; the process's own box is the picture's size.
std::map<std::string, Box> layout(const definition::ProcessModel& model);

}  // namespace bihuan::coverage
