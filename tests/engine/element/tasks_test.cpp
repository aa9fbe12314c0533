// Rules of tasks: none, manual, user, service, send, receive, script.
#include "tests/engine/fixture.h"

namespace bihuan::testing {
namespace {

TEST(Process, RunsFromItsNoneStartToItsEnd) {
  Case c("start s\ntask a\nend e\ns -> a -> e");
  c.start();
  EXPECT_EQ(text(c.completed()), "s a e");
  EXPECT_TRUE(c.ended());
}

TEST(Process, TakesItsKeyAndTitleFromTheStartVariables) {
  Case c("process key=\"=prefix + \\\"-1\\\"\" title==prefix\nstart s\nuser a\nend e\ns -> a -> e");
  c.start("{prefix: \"QL\"}");
  EXPECT_EQ(c.state.header().business_key, "QL-1");
  EXPECT_EQ(c.state.header().title, "QL");
}

TEST(Process, IsRefusedWhenItsKeyCannotBeComputed) {
  Case c("process key=\"=1 + prefix\"\nstart s\nend e\ns -> e");
  const Rejection r = c.refused(command::StartInstance{InstanceId{1}, {}, {}, {}, {}, {}}, RejectionCode::InvalidInput);
  EXPECT_EQ(r.faults.front().pointer, "/variables");
}

TEST(Process, BeginsAtTheNamedMessageStart) {
  Case c("start s\nstart m message=hello out.said==word\ntask a\ntask b\nend e\ns -> a -> e\nm -> b -> e");
  c.start("{word: \"hi\"}", "m");
  EXPECT_EQ(text(c.completed()), "m b e");
  EXPECT_EQ(c.variable("said"), Value("hi"));
}

TEST(Process, RefusesAStartEventThatItDoesNotHave) {
  Case c("start s\nend e\ns -> e");
  c.refused(command::StartInstance{InstanceId{1}, "nothing", {}, {}, {}, {}}, RejectionCode::InvalidInput);
}

TEST(ManualTask, PassesItsTokenOnAtOnce) {
  Case c("start s\nmanual a\nend e\ns -> a -> e");
  c.start();
  EXPECT_TRUE(c.ended());
}

TEST(Activity, StartsOncePerTokenThatArrives) {
  Case c("start s\nand g\nuser a\nend e\ns -> g\ng -> a [f1]\ng -> a [f2]\na -> e");
  c.start();
  EXPECT_EQ(c.count_open("a"), 2u);
}

TEST(Activity, WithoutOutgoingFlowEndsItsToken) {
  Case c("start s\ntask a\ns -> a");
  c.start();
  EXPECT_TRUE(c.ended());
}

TEST(Activity, SplitsImplicitlyIntoAllItsFlows) {
  Case c("start s\ntask a\nuser b\nuser d\nend e\ns -> a -> b -> e\na -> d -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task b task d");
}

TEST(Activity, TakesTheDefaultFlowOnlyWhenNoConditionIsTrue) {
  const char* process =
      "start s\ntask a\nuser b\nuser d\nuser f\nend e\ns -> a\na -> b if n > 1\na -> d if n > 2\na -> f default\nb -> "
      "e\nd -> e\nf -> e";
  Case none(process), two(process);
  none.start("{n: 0}");
  EXPECT_EQ(text(none.open()), "task f");
  two.start("{n: 3}");
  EXPECT_EQ(text(two.open()), "task b task d");
}

TEST(UserTask, WaitsAndHandsItsVariablesToTheProcess) {
  Case c("start s\nuser a outcomes=\"yes,no\" outcomeVar=answer\nend e\ns -> a -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "task a");
  c.complete("a", "{remark: \"fine\"}", "yes");
  EXPECT_TRUE(c.ended());
  EXPECT_EQ(c.variable("remark"), Value("fine"));
  EXPECT_EQ(c.variable("answer"), Value("yes"));
}

TEST(UserTask, WithOutputsWritesOnlyThese) {
  Case c("start s\nuser a out.total==x+y\nend e\ns -> a -> e");
  c.start("{y: 1}");
  c.complete("a", "{x: 2}");
  EXPECT_EQ(c.variable("total"), Value(3));
  EXPECT_TRUE(c.variable("x").is_null());
}

TEST(UserTask, ShowsItsInputsOnlyToItself) {
  Case c("start s\nuser a in.local==y*2 out.seen==local\nend e\ns -> a -> e");
  c.start("{y: 4}");
  c.complete("a");
  EXPECT_EQ(c.variable("seen"), Value(8));
  EXPECT_TRUE(c.variable("local").is_null());
}

TEST(UserTask, ComputesItsDueMomentInWorkingTimeAndShowsItAsDueDate) {
  Case c(
      "start s\nuser a due=P1D calendar=office\nboundary t on=a timer=-P1D base==dueDate calendar=office "
      "noninterrupting\nend e\ns -> a -> e\nt -> e");
  c.start();
  const Instant friday_evening{c.context.now.us + (24 + 8) * 3600 * us_per_second};  // Tuesday 17:00
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).due, friday_evening);
  EXPECT_EQ(std::get<state::Timer>(c.work_of("t").detail).due, friday_evening + -(24 + 8) * 3600 * us_per_second);
}

TEST(UserTask, KeepsItsPriorityWithinZeroToAHundred) {
  Case c("start s\nuser a priority==p\nend e\ns -> a -> e");
  c.start("{p: 900}");
  EXPECT_EQ(std::get<state::Task>(c.work_of("a").detail).priority, 100);
}

TEST(ServiceTask, IsAnExternalJobWithTopicHeadersAndRetries) {
  Case c("start s\nservice a topic=mail retries=5 backoff=PT1M header==y+y\nend e\ns -> a -> e");
  c.start("{y: \"1\"}");
  const state::Job& job = std::get<state::Job>(c.work_of("a").detail);
  EXPECT_EQ(job.topic, "mail");
  EXPECT_EQ(job.retries, 5);
  EXPECT_EQ(job.backoff_us, 60 * us_per_second);
  EXPECT_EQ(job.headers.front().second, Value("11"));
  c.done("a", "{result: 7}");
  EXPECT_EQ(c.variable("result"), Value(7));
  EXPECT_TRUE(c.ended());
}

TEST(SendTask, SendsItsInputsAndGoesOn) {
  Case c("start s\nsend a message=hello key==k ttl=PT1H in.word==k\nend e\ns -> a -> e");
  c.start("{k: \"key-1\"}");
  ASSERT_EQ(c.events<event::MessageSent>().size(), 1u);
  const event::MessageSent sent = c.events<event::MessageSent>().front();
  EXPECT_EQ(sent.message, "hello");
  EXPECT_EQ(sent.key, "key-1");
  EXPECT_EQ(sent.time_to_live_us, 3600 * us_per_second);
  EXPECT_EQ(state::find(sent.variables, "word")->string()[0], "key-1");
  EXPECT_TRUE(c.ended());
}

TEST(SendTask, WithATopicIsAnExternalJob) {
  Case c("start s\nsend a topic=mail\nend e\ns -> a -> e");
  c.start();
  EXPECT_EQ(text(c.open()), "job a");
}

TEST(ReceiveTask, WaitsForItsMessageWithItsKey) {
  Case c("start s\nreceive a message=hello key==k\nend e\ns -> a -> e");
  c.start("{k: \"7\"}");
  EXPECT_EQ(std::get<state::Subscription>(c.work_of("a").detail).key, "7");
  c.trigger("a", "{word: \"hi\"}");
  EXPECT_EQ(c.variable("word"), Value("hi"));
  EXPECT_TRUE(c.ended());
}

TEST(ScriptTask, WritesItsResult) {
  Case c("start s\nscript a do=\"n + 1\" into=n\nend e\ns -> a -> e");
  c.start("{n: 1}");
  EXPECT_EQ(c.variable("n"), Value(2));
}

TEST(ScriptTask, WritesToTheScopeThatDeclaresTheName) {
  Case c(
      "start s\nsub b in.n==10 out.inner==n {\nstart s2\nscript a do=\"n + 1\" into=n\nend e2\n}\nend e\ns2 -> a -> "
      "e2\ns -> b -> e");
  c.start("{n: 1}");
  EXPECT_EQ(c.variable("n"), Value(1));
  EXPECT_EQ(c.variable("inner"), Value(11));
}

}  // namespace
}  // namespace bihuan::testing
