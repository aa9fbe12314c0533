// Rules of what begins an instance from outside (BPMN 2.0.2, 10.3.3, 10.5.2, 10.6.6, 13.4.4).
#include "engine/definition/starts.h"
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(ReceiveTask, ThatInstantiatesHasItsMessageAlready) {
  Case c("receive r message=order instantiate\nuser u\nend e\nr -> u -> e");
  c.refused(command::StartInstance{InstanceId{42}, {}, {}, "ann", {}, {}}, RejectionCode::InvalidInput);
  c.start("{n: 1}", "r");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(text(c.completed()), "r");
  EXPECT_EQ(c.variable("n"), Value(1));
}

TEST(ReceiveTask, ThatInstantiatesBehindAStartEventIsReachedThroughIt) {
  Case c("start s\nreceive r message=order instantiate\nend e\ns -> r -> e");
  c.start("{}", "r");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(text(c.completed()), "s r e");
}

TEST(ReceiveTask, ThatInstantiatesWaitsWhenTheProcessWasStartedByHand) {
  Case c("start s\nreceive r message=order instantiate\nend e\ns -> r -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "message r");
}

TEST(ReceiveTask, ThatDoesNotInstantiateStartsNothing) {
  Case c("start s\nreceive r message=order\nend e\ns -> r -> e");
  c.refused(command::StartInstance{InstanceId{42}, "r", {}, "ann", {}, {}}, RejectionCode::InvalidInput);
}

const char* const first_of =
    "event g instantiate\ncatch a message=x\ncatch b signal=y\nuser u\nuser v\nend e\ng -> a "
    "-> u -> e\ng -> b -> v -> e";

TEST(InstantiatingEventGateway, BeginsBehindTheEventThatOccurred) {
  Case c(first_of);
  c.start("{}", "b");
  EXPECT_EQ(text(c.open()), "task v");
  EXPECT_EQ(text(c.completed()), "g b");
}

TEST(InstantiatingEventGateway, CannotBeStartedByHand) {
  Case c(first_of);
  c.refused(command::StartInstance{InstanceId{42}, {}, {}, "ann", {}, {}}, RejectionCode::InvalidInput);
  c.refused(command::StartInstance{InstanceId{42}, "g", {}, "ann", {}, {}}, RejectionCode::InvalidInput);
}

TEST(InstantiatingEventGateway, ParallelWaitsForAllTheOthersInTheSameInstance) {
  Case c(
      "event g instantiate parallel\ncatch a message=x key==order\ncatch b message=y key==order\nreceive d message=z "
      "key==order\nand j\nuser u\nend e\ng -> a -> j\ng -> b -> j\ng -> d -> j\nj -> u -> e");
  c.start("{order: \"K-1\"}", "b");
  EXPECT_EQ(text(c.open()), "message a message d");
  EXPECT_EQ(std::get<state::Subscription>(c.work_of("a").detail).key, "K-1");
  c.trigger("d");
  c.trigger("a");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(InstantiatingEventGateway, ParallelBehindAStartEventThatBeganByHandWaitsForAll) {
  Case c(
      "start s\nevent g instantiate parallel\ncatch a message=x\ncatch b message=y\nend e\ns -> g\ng -> a -> e\ng -> b "
      "-> e");
  c.start();
  EXPECT_EQ(text(c.open()), "message a message b");
  c.trigger("b");
  c.trigger("a");
  EXPECT_TRUE(c.ended());
}

TEST(MultipleStart, BeginsWithAnyOfItsDefinitions) {
  Case c("start s message=m signal=g timer=PT1H\nuser u\nend e\ns -> u -> e");
  c.start("{}", "s#2");
  EXPECT_EQ(text(c.open()), "task u");
}

TEST(ParallelMultipleStart, MakesTheInstanceWithTheFirstAndWaitsThereForTheOthers) {
  Case c("start s message=order key==id message=payment key==id all\nuser u\nend e\ns -> u -> e");
  c.start("{id: \"K-1\", amount: 5}", "s#2");
  EXPECT_EQ(text(c.open()), "message s");
  const auto& waits = std::get<state::Subscription>(c.work_of("s").detail);
  EXPECT_EQ(waits.name, "order");
  EXPECT_EQ(waits.key, "K-1");
  c.trigger("s", "{item: \"book\"}");
  EXPECT_EQ(text(c.open()), "task u");
  EXPECT_EQ(c.variable("item"), Value("book"));
}

TEST(ParallelMultipleStart, IsRefusedWhenTheKeysOfTheOthersCannotBeComputed) {
  Case c("start s message=order message=payment key==missing(1) all\nuser u\nend e\ns -> u -> e");
  c.refused(command::StartInstance{InstanceId{42}, "s", {}, {}, {}, {}}, RejectionCode::InvalidInput);
}

TEST(SeveralStarts, EachBeginsAlone) {
  Case c(
      "start s\nstart m message=hello\nstart t timer=PT1H\nuser u\nuser v\nuser w\nend e\ns -> u -> e\nm -> v -> e\nt "
      "-> w -> e");
  c.start("{}", "m");
  EXPECT_EQ(text(c.open()), "task v");
}

TEST(StartPoints, AreNamedByElementAndDefinition) {
  const definition::DefinitionPtr d = compile_process(
      "start s\nstart m message=a signal=b\nreceive r message=c instantiate\nevent g instantiate\ncatch k "
      "message=d\ncatch l timer=PT1H\nuser u\nend e\ns -> u -> e\nm -> u\nr -> u\ng -> k -> u\ng -> l -> u");
  std::vector<std::string> names;
  for (const definition::StartPoint& start : definition::start_points(*d)) names.push_back(name_of(*d, start));
  EXPECT_EQ(text(names), "m m#2 r k l");
  EXPECT_EQ(definition::find_start(*d, "m#2"), (definition::StartPoint{d->find("m"), 1}));
  EXPECT_FALSE(definition::find_start(*d, "m#3"));
  EXPECT_FALSE(definition::find_start(*d, "m#0"));
  EXPECT_FALSE(definition::find_start(*d, "u"));
}

}  // namespace
}  // namespace bihuan::testing
