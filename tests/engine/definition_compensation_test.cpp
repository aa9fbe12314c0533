// Rules of deployment about compensation and transactions: what is refused, and at which element.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/process_text.h"

namespace bihuan::testing {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

std::vector<std::string> faults(const definition::ProcessModel& model) {
  std::vector<std::string> found;
  const auto compiled = definition::compile(model, "test");
  if (!compiled)
    for (const definition::Diagnostic& one : compiled.error())
      if (one.severity == definition::Severity::Error) found.push_back(one.code + " " + one.element_id);
  return found;
}

std::vector<std::string> faults(std::string_view text) {
  return faults(read_process(text));
}

struct Refused {
  const char* name;
  const char* fault;
  const char* process;
};

const Refused refused[] = {
    {"no handler", "no-compensation-handler a_undo", "start s\ntask a undo=nobody\ns -> a"},
    {"handler is no activity", "compensation-handler a_undo", "start s\ntask a undo=g\nend g\ns -> a -> g"},
    {"handler elsewhere", "compensation-handler a_undo",
     "start s\ntask a undo=h\nsub box {\nstart ps\ntask x\ntask h handler\nps -> x\n}\ns -> a -> box"},
    {"handler not marked", "compensation-handler h", "start s\ntask a undo=h\ntask h\ns -> a"},
    {"handler with flows", "handler-with-flow h", "start s\ntask a undo=h\ntask h handler\ns -> a -> h"},
    {"handler that is compensated", "compensated-handler h",
     "start s\ntask a undo=h\ntask h handler undo=i\ntask i handler\ns -> a"},
    {"two handlers", "two-compensation-handlers a",
     "start s\ntask a undo=h\nboundary b on=a compensate\ntask h handler\ns -> a"},
    {"compensation boundary with a flow", "compensation-with-flow a_undo",
     "start s\ntask a undo=h\ntask h handler\ntask x\ns -> a\na_undo -> x"},
    {"activity that is not there", "compensated-activity t", "start s\nthrow t compensate=a\ns -> t"},
    {"activity that is none", "compensated-activity t", "start s\nthrow t compensate=s\ns -> t"},
    {"activity inside", "compensated-activity t",
     "start s\nsub box {\nstart ps\ntask a undo=h\ntask h handler\nps -> a\n}\nthrow t compensate=a\ns -> box -> t"},
    {"activity around a sub-process", "compensated-activity t",
     "start s\ntask a undo=h\ntask h handler\nsub box {\nstart ps\nthrow t compensate=a\nps -> t\n}\ns -> a -> box"},
    {"compensation start of a process's event sub-process", "compensation-start-position hs",
     "start s\ntask a\neventsub h {\nstart hs compensate\ntask x\nhs -> x\n}\ns -> a"},
    {"two compensation event sub-processes", "two-compensation-handlers box",
     "start s\nsub box {\nstart ps\ntask a\nps -> a\neventsub h {\nstart hs compensate\ntask x\nhs -> x\n}\neventsub i "
     "{\nstart is compensate\ntask y\nis -> y\n}\n}\ns -> box"},
    {"cancel outside of a transaction", "cancel-without-transaction x", "start s\nend x cancel\ns -> x"},
    {"cancel that nothing catches", "cancel-without-boundary x",
     "start s\ntransaction t {\nstart ts\nend x cancel\nts -> x\n}\ns -> t"},
    {"cancel boundary on a sub-process", "cancel-without-transaction c",
     "start s\nsub box {\nstart ps\n}\nboundary c on=box cancel\ntask x\ns -> box\nc -> x"},
    {"cancel boundary that does not interrupt", "error-must-interrupt c",
     "start s\ntransaction t {\nstart ts\n}\nboundary c on=t cancel noninterrupting\ntask x\ns -> t\nc -> x"},
};

TEST(CompensationValidation, RefusesWhatCannotBeExecuted) {
  for (const Refused& one : refused) EXPECT_THAT(faults(one.process), Contains(one.fault)) << one.name;
}

TEST(CompensationValidation, TakesAThrowInAnEventSubProcessThatNamesAnActivityAroundIt) {
  EXPECT_THAT(faults("start s\ntask a undo=h\ntask h handler\nuser u\neventsub e {\nstart es error\nthrow t "
                     "compensate=a\nes -> t\n}\ns -> a -> u"),
              IsEmpty());
}

TEST(CompensationValidation, AHandlerIsNoBeginningAndIsReached) {
  const auto compiled = definition::compile(read_process("task a undo=h\ntask h handler"), "test");
  ASSERT_TRUE(compiled.has_value());
  const definition::Definition& d = *compiled->definition;
  EXPECT_EQ(d.process().entries.size(), 1u);
  EXPECT_TRUE(d.at(d.find("a")).compensable);
  EXPECT_EQ(d.at(d.find("a")).compensation_handler, d.find("h"));
  for (const definition::Diagnostic& one : compiled->warnings) EXPECT_NE(one.code, "unreachable") << one.element_id;
}

}  // namespace
}  // namespace bihuan::testing
