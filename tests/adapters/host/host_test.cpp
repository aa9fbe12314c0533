#include "tests/adapters/host/fixture.h"

namespace bihuan::host::test {
namespace {

const std::string one_task = bpmn("one", "<bpmn:startEvent id=\"s\"/>" + user_task("A") + "<bpmn:endEvent id=\"e\"/>" +
                                             flow("f1", "s", "A") + flow("f2", "A", "e"));
const std::string two_tasks =
    bpmn("two", "<bpmn:startEvent id=\"s\"/><bpmn:parallelGateway id=\"g\"/>" + user_task("A") + user_task("B") +
                    "<bpmn:parallelGateway id=\"j\"/><bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "g") +
                    flow("f2", "g", "A") + flow("f3", "g", "B") + flow("f4", "A", "j") + flow("f5", "B", "j") +
                    flow("f6", "j", "e"));

}  // namespace

TEST_F(HostTest, ACompletedTaskEndsTheCaseAndItsRecordVerifies) {
  deploy(one_task);
  const Answer started = start("one");
  ASSERT_FALSE(started.failure);
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_EQ(tasks()[0].business_key, "K-1");
  EXPECT_EQ(tasks()[0].candidates, (std::vector<std::string>{"p-1", "p-2"}));
  EXPECT_FALSE(act(Tell{started.instance, complete(tasks()[0])}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
  EXPECT_TRUE(tasks().empty());
  const auto done = tasks({.ended_by = "p-1", .status = store::TaskStatus::Completed});
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].element, "A");
  EXPECT_EQ(store->journal(started.instance, 1, 10).size(), 2u);
}

TEST_F(HostTest, TheSecondToCompleteATaskHearsWhoWasFirstAndWhen) {
  deploy(two_tasks);
  const Answer started = start("two");
  const store::TaskRow task = tasks({.element = "A"}).at(0);
  EXPECT_FALSE(act(Tell{started.instance, complete(task, "p-2")}, "p-2").failure);
  const Answer second = act(Tell{started.instance, complete(task, "p-1")});
  ASSERT_TRUE(second.failure);
  EXPECT_EQ(second.failure->code, FailureCode::AlreadyDone);
  EXPECT_NE(second.failure->message_en.find("p-2"), std::string::npos);
  EXPECT_NE(second.failure->message_en.find("2026-"), std::string::npos);
}

TEST_F(HostTest, ARepeatedKeyGivesTheFirstAnswerAndOneEffectAlsoOnAnotherNode) {
  deploy(one_task);
  Answer first, repeated, mixed_up;
  for (auto [answer, fingerprint] : {std::pair(&first, "f"), std::pair(&repeated, "f"), std::pair(&mixed_up, "g")}) {
    auto restarted = make_node("node-2");
    Request asked = request(Start{.process = "one", .variables = {{"key", Value("K")}}}, *answer);
    asked.once = Once{"caller/abc", fingerprint};
    restarted->host.ask(std::move(asked));
    restarted->host.turn();
  }
  EXPECT_FALSE(first.rendered.repeated);
  EXPECT_TRUE(repeated.rendered.repeated);
  EXPECT_EQ(repeated.rendered.body, first.rendered.body);
  ASSERT_TRUE(mixed_up.failure);
  EXPECT_EQ(mixed_up.failure->code, FailureCode::WrongState);
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_F(HostTest, ARepeatInTheSameTurnHasOneEffectToo) {
  deploy(one_task);
  Answer first, second;
  for (Answer* answer : {&first, &second}) {
    Request asked = request(Start{.process = "one", .variables = {{"key", Value("K")}}}, *answer);
    asked.once = Once{"caller/abc", "f"};
    node->host.ask(std::move(asked));
  }
  node->host.turn();
  EXPECT_EQ(first.rendered.body, second.rendered.body);
  EXPECT_EQ(tasks().size(), 1u);
}

TEST_F(HostTest, ARequestOvertakenByAnotherNodeRunsAgainOnTheFreshState) {
  deploy(two_tasks);
  const Answer started = start("two");
  auto other = make_node("node-2");
  // Both nodes have the instance at hand; the second write names a revision that is gone.
  EXPECT_FALSE(
      act_on(*other, Tell{started.instance, command::ClaimTask{tasks({.element = "A"})[0].work, "p-2"}}).failure);
  EXPECT_FALSE(act(Tell{started.instance, complete(tasks({.element = "B"})[0])}).failure);
  EXPECT_GE(node->host.counts().conflicts.load(), 1u);
  EXPECT_FALSE(act_on(*other, Tell{started.instance, complete(tasks({.element = "A"})[0], "p-2")}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_F(HostTest, ARefusalIsGivenOnlyOnTheStoredState) {
  deploy(two_tasks);
  const Answer started = start("two");
  auto other = make_node("node-2");
  const store::TaskRow b = tasks({.element = "B"})[0];
  EXPECT_FALSE(act_on(*other, Tell{started.instance, command::ClaimTask{b.work, "p-2"}}).failure);
  EXPECT_FALSE(act_on(*other, Tell{started.instance, command::UnclaimTask{b.work, "p-2"}}).failure);
  EXPECT_FALSE(act(Tell{started.instance, complete(b, "p-1")}).failure);
}

TEST_F(HostTest, ACalledProcessRunsInTheSameCommitAndItsEndGoesOnInTheCaller) {
  deploy(one_task);
  deploy(bpmn("outer",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"C\" calledElement=\"one\">"
              "<bpmn:extensionElements><bihuan:input source=\"=key + &quot;-child&quot;\" target=\"key\"/>"
              "</bpmn:extensionElements></bpmn:callActivity><bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "C") + flow("f2", "C", "e")),
         "outer.bpmn");
  const Answer started = start("outer");
  const auto open = tasks({.root = started.instance});
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].business_key, "K-1-child");
  EXPECT_EQ(node->host.counts().commits.load(), 1u);
  EXPECT_FALSE(act(Tell{open[0].instance, complete(open[0])}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_F(HostTest, CancellingACallerCancelsWhatItCalled) {
  deploy(one_task);
  deploy(bpmn("outer",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"C\" calledElement=\"one\"><bpmn:extensionElements>"
              "<bihuan:call propagateInputs=\"true\"/></bpmn:extensionElements></bpmn:callActivity>"
              "<bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "C") + flow("f2", "C", "e")),
         "outer.bpmn");
  const Answer started = start("outer");
  const InstanceId child = tasks().at(0).instance;
  EXPECT_FALSE(act(Tell{started.instance, command::CancelInstance{"withdrawn"}}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Cancelled);
  EXPECT_EQ(status(child), state::Status::Cancelled);
  EXPECT_TRUE(tasks().empty());
}

TEST_F(HostTest, ACallOfAProcessThatIsNotThereIsAnIncidentAtTheCaller) {
  deploy(bpmn("outer",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"C\" calledElement=\"nowhere\"/>"
              "<bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "C") + flow("f2", "C", "e")));
  const Answer started = start("outer");
  EXPECT_EQ(status(started.instance), state::Status::Active);
  const auto incidents = store->incidents({.instance = started.instance}, {}).rows;
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_EQ(incidents[0].element, "C");
}

TEST_F(HostTest, AProcessThatCallsItselfWithoutEndIsStoppedByAnIncident) {
  deploy(bpmn("self",
              "<bpmn:startEvent id=\"s\"/><bpmn:callActivity id=\"C\" calledElement=\"self\"><bpmn:extensionElements>"
              "<bihuan:call propagateInputs=\"true\"/></bpmn:extensionElements></bpmn:callActivity>"
              "<bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "C") + flow("f2", "C", "e")));
  EXPECT_FALSE(start("self").failure);
  const auto incidents = store->incidents({}, {.limit = 10}).rows;
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_NE(incidents[0].message_zh.find("无休止"), std::string::npos) << incidents[0].message_zh;
}

const std::string message_globals = "<bpmn:message id=\"m\" name=\"go\"/><bpmn:signal id=\"g\" name=\"all\"/>";
const std::string waits = bpmn(
    "waits",
    "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"W\"><bpmn:extensionElements>"
    "<bihuan:message correlationKey=\"=key\"/></bpmn:extensionElements><bpmn:messageEventDefinition messageRef=\"m\"/>"
    "</bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
        flow("f1", "s", "W") + flow("f2", "W", "e"),
    message_globals);

TEST_F(HostTest, AMessageReachesExactlyTheOneThatWaitsForItsKey) {
  deploy(waits);
  const Answer first = start("waits", {{"key", Value("K-1")}});
  const Answer second = start("waits", {{"key", Value("K-2")}});
  const Answer sent = act(Publish{.name = "go", .key = "K-2"});
  EXPECT_EQ(sent.reached, 1u);
  EXPECT_EQ(status(second.instance), state::Status::Completed);
  EXPECT_EQ(status(first.instance), state::Status::Active);
  const Answer nobody = act(Publish{.name = "go", .key = "K-3"});
  ASSERT_TRUE(nobody.failure);
  EXPECT_EQ(nobody.failure->code, FailureCode::NotFound);
}

TEST_F(HostTest, AMessageThatNobodyWaitsForIsKeptAndTakenOnce) {
  deploy(waits);
  const Publish message{.name = "go", .key = "K-1", .id = "m-1", .time_to_live_us = 3600 * us_per_second};
  EXPECT_TRUE(act(message).kept);
  const Answer first = start("waits");
  EXPECT_EQ(status(first.instance), state::Status::Completed);
  const Answer second = start("waits");
  EXPECT_EQ(status(second.instance), state::Status::Active);
  const Answer again = act(message);  // the same id: nothing happens a second time
  EXPECT_FALSE(again.failure);
  EXPECT_EQ(status(second.instance), state::Status::Active);
}

TEST_F(HostTest, ASignalReachesEveryoneWhoWaits) {
  deploy(bpmn("signals",
              "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"W\"><bpmn:signalEventDefinition "
              "signalRef=\"g\"/></bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "W") + flow("f2", "W", "e"),
              message_globals));
  const InstanceId first = start("signals").instance, second = start("signals").instance;
  EXPECT_EQ(act(Broadcast{"all", {}}).reached, 2u);
  EXPECT_EQ(status(first), state::Status::Completed);
  EXPECT_EQ(status(second), state::Status::Completed);
}

const std::string timed =
    bpmn("timed",
         "<bpmn:startEvent id=\"s\"/><bpmn:intermediateCatchEvent id=\"T\"><bpmn:timerEventDefinition>"
         "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
         "</bpmn:intermediateCatchEvent><bpmn:endEvent id=\"e\"/>" +
             flow("f1", "s", "T") + flow("f2", "T", "e"));

TEST_F(HostTest, ATimerThatCameDueWhileNothingRanFiresAtStartOnce) {
  deploy(timed);
  const Answer started = start("timed");
  EXPECT_FALSE(node->host.fire_due());
  now = now + 2 * 3600 * us_per_second;  // its lease on the work is over meanwhile
  auto restarted = make_node("node-2");
  restarted->host.settle();
  EXPECT_EQ(status(started.instance), state::Status::Completed);
  EXPECT_EQ(restarted->host.counts().timers.load(), 1u);
  node->host.settle();
  EXPECT_EQ(store->journal(started.instance, 1, 10).size(), 2u);
}

TEST_F(HostTest, ATimerOfASuspendedCaseWaitsUntilItIsResumed) {
  deploy(timed);
  const Answer started = start("timed");
  EXPECT_FALSE(act(Tell{started.instance, command::SuspendInstance{"holiday"}}).failure);
  now = now + 2 * 3600 * us_per_second;
  node->host.settle();
  EXPECT_EQ(status(started.instance), state::Status::Suspended);
  EXPECT_FALSE(act(Tell{started.instance, command::ResumeInstance{}}).failure);
  now = now + 2 * us_per_second;
  node->host.settle();
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_F(HostTest, ATimerStartEventStartsOneInstanceEachTime) {
  deploy(bpmn("daily",
              "<bpmn:startEvent id=\"s\"><bpmn:timerEventDefinition><bpmn:timeCycle>R3/PT1H</bpmn:timeCycle>"
              "</bpmn:timerEventDefinition></bpmn:startEvent>" +
                  user_task("A") + "<bpmn:endEvent id=\"e\"/>" + flow("f1", "s", "A") + flow("f2", "A", "e"),
              "", ""));
  for (int hour = 0; hour < 6; ++hour) {
    now = now + 3600 * us_per_second;
    node->host.settle();
  }
  EXPECT_EQ(tasks().size(), 3u);
}

TEST_F(HostTest, ANotificationIsWrittenOnceForEachReceiver) {
  deploy(bpmn("notify",
              "<bpmn:startEvent id=\"s\"/><bpmn:serviceTask id=\"N\"><bpmn:extensionElements>"
              "<bihuan:job topic=\"bihuan:notify\"><bihuan:header name=\"to\" value=\"=[&quot;p-1&quot;, "
              "&quot;p-2&quot;]\"/><bihuan:header name=\"text\" value=\"=&quot;催办 &quot; + key\"/></bihuan:job>"
              "</bpmn:extensionElements></bpmn:serviceTask><bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "N") + flow("f2", "N", "e")));
  const Answer started = start("notify");
  node->host.settle();
  EXPECT_EQ(status(started.instance), state::Status::Completed);
  for (const char* person : {"p-1", "p-2"}) {
    const auto sent = store->notifications(person, {}).rows;
    ASSERT_EQ(sent.size(), 1u);
    EXPECT_EQ(sent[0].text, "催办 K-1");
  }
}

TEST_F(HostTest, AWorkerThatNeverAnswersUsesUpTheRetriesAndThenIsAnIncidentThatARetryMends) {
  deploy(bpmn("pay",
              "<bpmn:startEvent id=\"s\"/><bpmn:serviceTask id=\"P\"><bpmn:extensionElements>"
              "<bihuan:job topic=\"pay\" retries=\"2\"/></bpmn:extensionElements></bpmn:serviceTask>"
              "<bpmn:endEvent id=\"e\"/>" +
                  flow("f1", "s", "P") + flow("f2", "P", "e")));
  const Answer started = start("pay");
  const store::LeaseRequest worker{.kind = store::JobKind::External, .topics = {"pay"}, .owner = "w-1"};
  for (int silence = 1; silence <= 2; ++silence) {
    EXPECT_EQ(store->incidents({}, {}).rows.size(), 0u);
    ASSERT_EQ(store->lease_jobs(worker).size(), 1u) << silence;
    now = now + 61 * us_per_second;
    node->host.settle();
    EXPECT_TRUE(store->lease_jobs(worker).empty()) << "free only after its back-off";
    now = now + 3600 * us_per_second;
  }
  const auto incidents = store->incidents({}, {}).rows;
  ASSERT_EQ(incidents.size(), 1u);
  EXPECT_EQ(incidents[0].code, "job-failed");
  EXPECT_TRUE(store->lease_jobs(worker).empty());
  EXPECT_FALSE(act(Tell{started.instance, command::RetryIncident{incidents[0].incident, 1}}).failure);
  const auto again = store->lease_jobs(worker);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_FALSE(act(Tell{started.instance, command::CompleteJob{again[0].work, "w-1", {}}}).failure);
  EXPECT_EQ(status(started.instance), state::Status::Completed);
}

TEST_F(HostTest, AProcessThatCanNeverEndIsWarnedOfAtDeployment) {
  const std::string deadlock =
      bpmn("stuck",
           "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"x\" default=\"f2\"/>"
           "<bpmn:parallelGateway id=\"j\"/><bpmn:endEvent id=\"e\"/>" +
               flow("f1", "s", "x") + flow("f2", "x", "j") +
               "<bpmn:sequenceFlow id=\"f3\" sourceRef=\"x\" targetRef=\"j\">"
               "<bpmn:conditionExpression>key = \"a\"</bpmn:conditionExpression></bpmn:sequenceFlow>" +
               flow("f4", "j", "e"));
  const Checked checked = node->deployer.check({{"stuck.bpmn", "", deadlock}});
  EXPECT_TRUE(checked.ok());
  ASSERT_EQ(checked.diagnostics.size(), 1u);
  EXPECT_EQ(checked.diagnostics[0].code, "dead-end");
  EXPECT_EQ(checked.diagnostics[0].element_id, "j");
}

TEST_F(HostTest, AnUnknownProcessOrInstanceIsNotFound) {
  EXPECT_EQ(start("nothing").failure->code, FailureCode::NotFound);
  EXPECT_EQ(act(Tell{InstanceId{123}, command::CancelInstance{"x"}}).failure->code, FailureCode::NotFound);
}

TEST_F(HostTest, OldCasesStayOnTheirVersionAndNewOnesTakeTheNewOne) {
  deploy(one_task);
  const Answer old = start("one");
  deploy(bpmn("one", "<bpmn:startEvent id=\"s\"/>" + user_task("A") + user_task("B") + "<bpmn:endEvent id=\"e\"/>" +
                         flow("f1", "s", "A") + flow("f2", "A", "B") + flow("f3", "B", "e")));
  const Answer fresh = start("one");
  EXPECT_FALSE(act(Tell{old.instance, complete(tasks({.instance = old.instance})[0])}).failure);
  EXPECT_EQ(status(old.instance), state::Status::Completed);
  EXPECT_FALSE(act(Tell{fresh.instance, complete(tasks({.instance = fresh.instance})[0])}).failure);
  ASSERT_EQ(tasks().size(), 1u);
  EXPECT_EQ(tasks()[0].element, "B");
}

}  // namespace bihuan::host::test
