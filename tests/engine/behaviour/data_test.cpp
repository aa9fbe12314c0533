// Rules of data: declared variables of a scope, lists, data stores, mappings of called processes.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(Data, IsThereFromTheBeginningOfItsScope) {
  Case c("process data.total= data.people=[]\nstart s\nuser a\nend e\ns -> a -> e");
  c.start();
  EXPECT_EQ(c.variable("total"), Value());
  EXPECT_EQ(c.variable("people"), value("[]"));
  ASSERT_EQ(c.process_variables.size(), 2u);
}

TEST(Data, ThatTheStarterGaveKeepsItsValue) {
  Case c("process data.total=\nstart s\nuser a\nend e\ns -> a -> e");
  c.start("{total: 7}");
  EXPECT_EQ(c.variable("total"), Value(std::int64_t{7}));
}

TEST(Data, OfASubProcessIsItsOwn) {
  Case c(
      "start s\nsub b data.x= {\nstart t\nscript w do=\"1 + 1\" into=x\nuser a in.seen==x\nt -> w -> a\n}\nend e\ns -> "
      "b -> e");
  c.start("{x: 5}");
  EXPECT_EQ(c.variable("x"), Value(std::int64_t{5})) << "what is inside hides what is outside";
  const auto set = c.events<event::VariablesSet>();
  EXPECT_EQ(set.back().variables.front(), (std::pair<std::string, Value>("seen", Value(std::int64_t{2}))));
  c.complete("a");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("x"), Value(std::int64_t{5}));
}

TEST(Data, OfAnActivityEndsWithIt) {
  Case c("start s\nuser a data.note==\\\"draft\\\" out.kept==note\nend e\ns -> a -> e");
  c.start();
  c.complete("a", "{}");
  EXPECT_EQ(c.variable("kept"), Value("draft"));
  EXPECT_EQ(c.variable("note"), Value());
}

TEST(Data, WhoseInitialValueFailsIsAnIncidentThatCanBeMended) {
  Case c("start s\nsub b data.x==\"1 + missing\" {\nuser a\n}\nend e\ns -> b -> e");
  c.start();
  EXPECT_EQ(text(c.incidents()), "expression-failed b");
  c.accept(command::SetVariables{ScopeId{1}, variables("{missing: 1}"), {}, false});
  c.retry("b");
  EXPECT_EQ(text(c.open()), "task a");
}

TEST(Data, IsPutIntoPartsOfAVariableWhetherOrNotTheyAreThere) {
  const char* part =
      "(for _whole in [order] return context put(if _whole = null then {} else _whole, \\\"a\\\", (for _whole in [if "
      "_whole "
      "= null then null else get value(_whole, \\\"a\\\")] return context put(if _whole = null then {} else _whole, "
      "\\\"b\\\", 1))[1]))[1]";
  Case c("process data.order=\nstart s\ntask t out.order==\"" + std::string(part) +
         "\"\nuser u\nend e\ns -> t -> u -> e");
  c.start();
  EXPECT_EQ(text(c.incidents()), "");
  EXPECT_EQ(c.variable("order"), value("{a: {b: 1}}"));
  Case d("start s\ntask t out.order==\"" + std::string(part) + "\"\nuser u\nend e\ns -> t -> u -> e");
  d.start("{order: {a: {c: 2}, z: 3}}");
  EXPECT_EQ(d.variable("order"), value("{a: {c: 2, b: 1}, z: 3}"));
}

TEST(DataStore, IsWrittenByAnEventAndNotAsAVariable) {
  Case c("process store.ledger=L\nstart s\nuser a out.ledger==entry\nend e\ns -> a -> e");
  c.start();
  c.complete("a", "{entry: 3}");
  const auto written = c.events<event::DataStoreWritten>();
  ASSERT_EQ(written.size(), 1u);
  EXPECT_EQ(written[0].store, "L");
  EXPECT_EQ(written[0].value, Value(std::int64_t{3}));
  EXPECT_EQ(state::find(c.process_variables, "ledger"), nullptr);
}

TEST(DataStore, IsReadFromOutside) {
  Case c("process store.ledger=L\nstart s\nuser a in.seen==\"ledger + 1\" out.kept==seen\nend e\ns -> a -> e");
  c.context.data_store = [](std::string_view store) { return store == "L" ? Value(std::int64_t{41}) : Value(); };
  c.start();
  c.complete("a");
  EXPECT_EQ(c.variable("kept"), Value(std::int64_t{42}));
}

TEST(CallActivity, WithOwnMappingsGivesAndTakesThoseAlone) {
  Case c("start s\ncall k process=child in.local==\"n + 1\" give.x==local take.y==result\nend e\ns -> k -> e");
  c.start("{n: 1}");
  const auto started = c.events<event::CallStarted>();
  ASSERT_EQ(started.size(), 1u);
  EXPECT_EQ(started[0].inputs, variables("{x: 2}"));
  c.accept(command::CompleteCall{c.work("k"), variables("{result: 9, noise: 1}")});
  EXPECT_EQ(c.variable("y"), Value(std::int64_t{9}));
  EXPECT_EQ(c.variable("noise"), Value());
  EXPECT_EQ(c.variable("local"), Value());
}

TEST(CallActivity, WithOwnMappingsMayGiveAndTakeEverythingToo) {
  Case c("start s\ncall k process=child propagate give.n==\"n * 10\" take.y==result\nend e\ns -> k -> e");
  c.start("{n: 1, m: 2}");
  EXPECT_EQ(c.events<event::CallStarted>()[0].inputs, variables("{m: 2, n: 10}"));
  c.accept(command::CompleteCall{c.work("k"), variables("{result: 9}")});
  EXPECT_EQ(c.variable("y"), Value(std::int64_t{9}));
  EXPECT_EQ(c.variable("result"), Value(std::int64_t{9}));
}

TEST(CallActivity, BindsToAVersion) {
  Case c("start s\ncall k process=child binding=version version==v\nend e\ns -> k -> e");
  c.start("{v: 3}");
  EXPECT_EQ(c.events<event::CallStarted>()[0].binding, "version");
  EXPECT_EQ(c.events<event::CallStarted>()[0].version, 3);
}

}  // namespace
}  // namespace bihuan::testing
