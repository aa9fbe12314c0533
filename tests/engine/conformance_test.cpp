// Runs the texts of tests/conformance: a process, commands, and the trace that they must give, one event a line.
// UPDATE_GOLDEN=1 writes the traces anew; review the difference.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/engine/fixture.h"
#include "tests/engine/trace.h"

namespace bihuan::testing {
namespace {

namespace fs = std::filesystem;

struct Text {
  std::string title, process, commands, trace;
};

Text read_text(const fs::path& path) {
  std::ifstream file(path);
  Text text;
  std::string* part = &text.title;
  for (std::string line; std::getline(file, line);) {
    if (line == "--- process")
      part = &text.process;
    else if (line == "--- commands")
      part = &text.commands;
    else if (line == "--- trace")
      part = &text.trace;
    else
      *part += line + "\n";
  }
  return text;
}

void write_text(const fs::path& path, const Text& text) {
  std::ofstream(path) << text.title << "--- process\n"
                      << text.process << "--- commands\n"
                      << text.commands << "--- trace\n"
                      << text.trace;
}

/// `complete review yes {x: 1}`: verb, element, words, and variables from the first brace on.
struct Line {
  std::string verb, element, word, feel = "{}";
};

Line read_line(const std::string& text) {
  Line line;
  const std::size_t brace = std::min(text.find('{'), text.size());
  std::istringstream words(text.substr(0, brace));
  words >> line.verb >> line.element >> line.word;
  if (brace < text.size()) line.feel = text.substr(brace);
  return line;
}

/// The open scope of this kind at the element.
ScopeId scope_at(const Case& c, const std::string& element, state::ScopeKind kind) {
  for (const auto& [id, scope] : c.state.scopes())
    if (scope.kind == kind && c.definition->at(scope.element).id == element) return id;
  ADD_FAILURE() << "no such scope at " << element;
  return {};
}

/// `add vote {items: […]}`, `remove vote 2`, `begin choose a`, `finish choose`: what is open is changed.
bool change(Case& c, const Line& line) {
  using state::ScopeKind;
  if (line.verb == "add")
    c.accept(command::AddIterations{scope_at(c, line.element, ScopeKind::MultiInstance),
                                    *variables(line.feel).front().second.list()});
  else if (line.verb == "remove")
    c.accept(command::RemoveIterations{scope_at(c, line.element, ScopeKind::MultiInstance),
                                       {static_cast<std::uint32_t>(std::stoul(line.word))}});
  else if (line.verb == "begin")
    c.accept(command::StartAdHoc{scope_at(c, line.element, ScopeKind::SubProcess), {line.word}, variables(line.feel)});
  else if (line.verb == "finish")
    c.accept(command::CompleteAdHoc{scope_at(c, line.element, ScopeKind::SubProcess)});
  else
    return false;
  return true;
}

/// Of an event with several definitions, the one that waits for this name.
WorkId subscription(const Case& c, const std::string& element, const std::string& name) {
  for (std::size_t n = 0; n < c.count_open(element); ++n) {
    const auto* waits = std::get_if<state::Subscription>(&c.work_of(element, n).detail);
    if (waits != nullptr && (name.empty() || waits->name == name)) return c.work(element, n);
  }
  throw std::runtime_error("nothing at " + element + " waits for " + name);
}

void perform(Case& c, const Line& line) {
  if (change(c, line)) return;
  if (line.verb == "start")
    c.start(line.feel, line.element);
  else if (line.verb == "complete")
    c.complete(line.element, line.feel, line.word);
  else if (line.verb == "done")
    c.done(line.element, line.feel);
  else if (line.verb == "trigger")
    c.accept(command::Trigger{subscription(c, line.element, line.word), "m-1", variables(line.feel)});
  else if (line.verb == "fire")
    c.fire(line.element);
  else if (line.verb == "retry")
    c.retry(line.element);
  else if (line.verb == "set")
    c.accept(command::SetVariables{{}, variables(line.feel)});
  else if (line.verb == "fail")
    c.accept(command::FailJob{c.work(line.element), "worker", line.word, 0, -1});
  else if (line.verb == "error")
    c.accept(command::ThrowJobError{c.work(line.element), "worker", line.word, {}, variables(line.feel)});
  else if (line.verb == "returned")
    c.accept(command::CompleteCall{c.work(line.element), variables(line.feel)});
  else if (line.verb == "continue")
    c.accept(command::RunContinuation{c.work(line.element)});
  else if (line.verb == "cancel")
    c.accept(command::CancelInstance{line.element});
  else
    ADD_FAILURE() << "no such command: " << line.verb;
}

std::string run_text(const Text& text) {
  Case c(text.process);
  std::string trace;
  std::istringstream commands(text.commands);
  for (std::string line; std::getline(commands, line);) {
    const std::size_t before = c.journal.size();
    perform(c, read_line(line));
    trace += "> " + line + "\n" + trace_of(std::span(c.journal).subspan(before), *c.definition);
  }
  return trace;
}

TEST(Conformance, EveryTextGivesItsTrace) {
  const fs::path folder = fs::path(BIHUAN_SOURCE_DIR) / "tests/conformance";
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  EXPECT_GE(paths.size(), 5u);
  for (const fs::path& path : paths) {
    Text text = read_text(path);
    const std::string trace = run_text(text);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      text.trace = trace;
      write_text(path, text);
    }
    EXPECT_EQ(trace, text.trace) << path.filename();
  }
}

}  // namespace
}  // namespace bihuan::testing
