// Rules of deployment about events: table 10.93 whole, what may stand together, links, and what instantiates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/engine/process_text.h"

namespace bihuan::testing {
namespace {

using definition::Diagnostic;
using definition::Severity;

/// "code element" of every error; empty when it may be deployed.
std::vector<std::string> errors(std::string_view process) {
  std::vector<std::string> found;
  const auto compiled = definition::compile(read_process(process), "test");
  if (compiled) return found;
  for (const Diagnostic& one : compiled.error())
    if (one.severity == Severity::Error) found.push_back(one.code + " " + one.element_id);
  return found;
}

const char* const kinds[] = {"",      "message=m",    "timer=PT1H", "signal=g",   "condition=x",
                             "error=E", "escalation=E", "compensate", "cancel",     "terminate"};

/// Of the kinds above, those that may stand at a place; each is tried.
std::string accepted(const std::string& before, const std::string& after) {
  std::string all;
  for (const std::string kind : kinds) {
    const std::vector<std::string> found = errors(before + " " + kind + after);
    const bool refused =
        std::any_of(found.begin(), found.end(), [](const std::string& one) { return one.starts_with("event-position") || one.starts_with("error-must"); });
    if (!refused) all += (all.empty() ? "" : " ") + (kind.empty() ? "none" : kind.substr(0, kind.find('=')));
  }
  return all;
}

TEST(EventPlaces, StartOfAProcess) {
  EXPECT_EQ(accepted("start s", "\nend e\ns -> e"), "none message timer signal condition");
}

TEST(EventPlaces, StartOfASubProcess) {
  EXPECT_EQ(accepted("start s\nsub b {\nstart x", "\nend f\nx -> f\n}\nend e\ns -> b -> e"), "none");
}

TEST(EventPlaces, StartOfAnEventSubProcess) {
  const std::string foot = "\nend f\nx -> f\n}\nend e\ns -> e";
  EXPECT_EQ(accepted("start s\neventsub h {\nstart x", foot),
            "message timer signal condition error escalation compensate");
  EXPECT_EQ(accepted("start s\neventsub h {\nstart x noninterrupting", foot),
            "message timer signal condition escalation compensate");
}

TEST(EventPlaces, IntermediateCatch) {
  EXPECT_EQ(accepted("start s\ncatch x", "\nend e\ns -> x -> e"), "message timer signal condition");
}

TEST(EventPlaces, IntermediateThrow) {
  EXPECT_EQ(accepted("start s\nthrow x", "\nend e\ns -> x -> e"), "none message signal escalation compensate");
}

TEST(EventPlaces, Boundary) {
  const std::string foot = "\nend e\ns -> a -> e\nx -> e";
  EXPECT_EQ(accepted("start s\nuser a\nboundary x on=a", foot),
            "message timer signal condition error escalation compensate cancel");
  EXPECT_EQ(accepted("start s\nuser a\nboundary x on=a noninterrupting", foot),
            "message timer signal condition escalation compensate");
}

TEST(EventPlaces, End) {
  EXPECT_EQ(accepted("start s\nend x", "\ns -> x"),
            "none message signal error escalation compensate cancel terminate");
}

TEST(SeveralDefinitions, MayBeAnythingThatOccursByItself) {
  EXPECT_EQ(errors("start s message=m timer=PT1H condition=x signal=g\nend e\ns -> e"), std::vector<std::string>{});
  EXPECT_EQ(errors("start s\nuser a\nboundary b on=a message=m error=E escalation\nend e\ns -> a -> e\nb -> e"),
            std::vector<std::string>{});
  EXPECT_EQ(errors("start s\nend x message=m signal=g escalation=E error=E\ns -> x"), std::vector<std::string>{});
}

TEST(SeveralDefinitions, OfWhichAllMustOccurAreWaitedFor) {
  EXPECT_EQ(errors("start s\nuser a\nboundary b on=a message=m error=E all\nend e\ns -> a -> e\nb -> e"),
            std::vector<std::string>{"event-combination b"});
}

TEST(SeveralDefinitions, CannotBeLinks) {
  EXPECT_EQ(errors("start s\nthrow t link=l signal=g\ncatch k link=l\nend e\ns -> t\nk -> e"),
            std::vector<std::string>{"event-combination t"});
}

TEST(SeveralDefinitions, EndOnce) {
  EXPECT_EQ(errors("start s\nend x error=E terminate\ns -> x"), std::vector<std::string>{"event-combination x"});
}

TEST(Links, HaveOneTargetOnTheirLevel) {
  EXPECT_EQ(errors("start s\nthrow t link=l\nend e\ns -> t"), std::vector<std::string>{"link-without-target t"});
  EXPECT_EQ(errors("start s\nthrow t link=l\ncatch k link=l\ncatch j link=l\nend e\ns -> t\nk -> e\nj -> e"),
            (std::vector<std::string>{"link-twice k", "link-twice j"}));
}

TEST(Links, StandForTheirFlow) {
  EXPECT_EQ(errors("start s\nthrow t link=l\ncatch k link=l\nend e\ns -> t -> e\nk -> e"),
            std::vector<std::string>{"link-with-flow t"});
  EXPECT_EQ(errors("start s\nthrow t link=l\nuser a\ncatch k link=l\nend e\ns -> a\na -> t\na -> k -> e"),
            std::vector<std::string>{"link-with-flow k"});
}

TEST(Links, HaveConstantNames) {
  EXPECT_EQ(errors("start s\nthrow t link==x\ncatch k link==x\nend e\ns -> t\nk -> e"),
            (std::vector<std::string>{"link-name t", "link-name k"}));
}

TEST(Links, CanBeReached) {
  const auto compiled =
      definition::compile(read_process("start s\nthrow t link=l\ncatch k link=l\nend e\ns -> t\nk -> e"), "test");
  ASSERT_TRUE(compiled.has_value());
  for (const Diagnostic& one : compiled->warnings) EXPECT_NE(one.code, "unreachable") << one.element_id;
}

TEST(Conditions, AreWritten) {
  EXPECT_EQ(errors("start s\ncatch k condition\nend e\ns -> k -> e"), std::vector<std::string>{"no-condition k"});
}

TEST(Instantiating, StandsAtTheBeginningOfTheProcess) {
  EXPECT_EQ(errors("start s\nuser a\nreceive r message=m instantiate\nend e\ns -> a -> r -> e"),
            std::vector<std::string>{"instantiate-position r"});
  EXPECT_EQ(errors("start s\nsub b {\nreceive r message=m instantiate\n}\nend e\ns -> b -> e"),
            std::vector<std::string>{"instantiate-position r"});
  EXPECT_EQ(errors("start s\nreceive r message=m instantiate each==x as=y\nend e\ns -> r -> e"),
            std::vector<std::string>{"instantiate-loop r"});
}

TEST(Instantiating, IsWhatAParallelEventGatewayMustDo) {
  EXPECT_EQ(errors("start s\nevent g parallel\ncatch a message=m\ncatch b message=n\nend e\ns -> g\ng -> a -> e\ng -> "
                   "b -> e"),
            std::vector<std::string>{"parallel-event-gateway g"});
}

}  // namespace
}  // namespace bihuan::testing
