// Rules of deployment: what is refused or warned about, each with its element. One row of the table breaks one rule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "definition_models.h"

namespace bihuan::definition {
namespace {

using models::event;
using models::feel;
using models::Model;
using models::text;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

struct Broken {
  const char* name;
  const char* finding;
  std::function<void(Model&)> breaks;
};

/// Begins as a sound process with one of most things.
Model good() {
  Model m({"s > u1 > x1 > t1 > e", "x1 > *1 > c1 > e", "*1 > c2 > e", "u1 > b1 > e"});
  m.process.flows[2].condition = feel("a > 1");
  m.element("x1").default_flow = "x1-*1";
  m.add("s2 > t2 > e2", "b1");
  m.boundary("d1", "b1").add("d1 > e");
  m.element("h1");
  m.element("s3", "h1").events = {event(EventKind::Message)};
  m.add("s3 > t3 > e3", "h1");
  return m;
}

ElementModel& made(Model& m, const char* id, ElementKind kind) {
  m.add(std::string("u1 > ") + id + " > e");
  m.element(id).kind = kind;
  return m.element(id);
}

ElementModel& vote(Model& m) {
  ElementModel& u = m.element("u1");
  u.multi_instance = MultiInstanceModel{.collection = feel("people")};
  u.multi_instance->vote = VoteModel{.pass = text("majority")};
  u.work.outcomes = {"同意", "不同意"};
  return u;
}

const Broken errors[] = {
    {"unsupported", "unsupported z",
     [](Model& m) {
       m.process.unsupported.push_back({"z", "", {3, 1}, "不支持", "no"});
     }},
    {"duplicate element id", "duplicate-id t1",
     [](Model& m) { m.process.elements.push_back({.id = "t1", .parent = "p"}); }},
    {"flow with an element's id", "duplicate-id t1", [](Model& m) { m.process.flows[0].id = "t1"; }},
    {"no id", "missing-id ", [](Model& m) { m.process.elements.push_back({.id = "", .parent = "p"}); }},
    {"unknown parent", "no-scope t1", [](Model& m) { m.element("t1").parent = "nowhere"; }},
    {"parent is a task", "no-scope t3", [](Model& m) { m.element("t3").parent = "t1"; }},
    {"scopes in a circle", "too-deep b1", [](Model& m) { m.element("b1").parent = "b1"; }},
    {"dangling target", "dangling-flow t1-e", [](Model& m) { m.process.flows[3].target = "nowhere"; }},
    {"dangling source", "dangling-flow t1-e", [](Model& m) { m.process.flows[3].source = ""; }},
    {"flow over a border", "flow-crosses-scope t2-t1", [](Model& m) { m.flow("t2", "t1"); }},
    {"sub-process without start", "no-start b1",
     [](Model& m) {
       m.element("s2").kind = ElementKind::Task, m.flow("e2", "s2"), m.element("e2").kind = ElementKind::Task;
     }},
    {"two plain starts", "two-starts s9", [](Model& m) { m.add("s9 > e"); }},
    {"two starts of a sub-process", "two-starts s9", [](Model& m) { m.add("s9 > e2", "b1"); }},
    {"flow into a start", "start-with-incoming s", [](Model& m) { m.flow("t1", "s"); }},
    {"flow into a boundary event", "boundary-with-incoming d1", [](Model& m) { m.flow("t1", "d1"); }},
    {"flow out of an end", "end-with-outgoing e", [](Model& m) { m.flow("e", "t1"); }},
    {"flow at an event sub-process", "flow-at-event-sub-process h1", [](Model& m) { m.flow("t1", "h1"); }},
    {"foreign default flow", "default-flow-not-own x1", [](Model& m) { m.element("x1").default_flow = "t1-e"; }},
    {"condition on the default flow", "condition-on-default-flow x1-*1",
     [](Model& m) { m.process.flows[4].condition = feel("b"); }},
    {"default flow of a parallel gateway", "default-flow-without-choice +1",
     [](Model& m) { made(m, "+1", ElementKind::ParallelGateway).default_flow = "+1-e"; }},
    {"condition behind a parallel gateway", "condition-without-choice +1-e",
     [](Model& m) { made(m, "+1", ElementKind::ParallelGateway), m.process.flows.back().condition = feel("a"); }},
    {"condition behind an event", "condition-without-choice s-u1",
     [](Model& m) { m.process.flows[0].condition = feel("a"); }},
    {"condition that does not parse", "expression-syntax x1-t1",
     [](Model& m) { m.process.flows[2].condition = feel("a >"); }},
    {"condition in another language", "language-not-feel x1-t1",
     [](Model& m) { m.process.flows[2].condition.language = "http://www.w3.org/1999/XPath"; }},
    // events
    {"a link and another event", "event-combination c1",
     [](Model& m) { m.element("c1").events.push_back(event(EventKind::Link)); }},
    {"error thrown in between", "event-position e9",
     [](Model& m) { made(m, "e9", ElementKind::IntermediateThrowEvent).events = {event(EventKind::Error)}; }},
    {"catch without an event", "event-position c1", [](Model& m) { m.element("c1").events.clear(); }},
    {"terminate start", "event-position s", [](Model& m) { m.element("s").events = {event(EventKind::Terminate)}; }},
    {"error start of a process", "event-position s",
     [](Model& m) { m.element("s").events = {event(EventKind::Error)}; }},
    {"message start of a sub-process", "event-position s2",
     [](Model& m) { m.element("s2").events = {event(EventKind::Message)}; }},
    {"plain start of an event sub-process", "event-position s3", [](Model& m) { m.element("s3").events.clear(); }},
    {"timer end", "event-position e", [](Model& m) { m.element("e").events = {event(EventKind::Timer)}; }},
    {"terminate at a border", "event-position d1",
     [](Model& m) { m.element("d1").events = {event(EventKind::Terminate)}; }},
    {"error that does not interrupt", "error-must-interrupt d1",
     [](Model& m) { m.element("d1").events = {event(EventKind::Error)}, m.element("d1").interrupting = false; }},
    {"message without name", "no-name c1", [](Model& m) { m.element("c1").events[0].name = {}; }},
    {"signal without name", "no-name e",
     [](Model& m) { m.element("e").events = {event(EventKind::Signal)}, m.element("e").events[0].name = {}; }},
    {"error without code", "no-code e",
     [](Model& m) { m.element("e").events = {event(EventKind::Error)}, m.element("e").events[0].code = {}; }},
    {"timer without time", "no-timer d1", [](Model& m) { m.element("d1").events[0].timer.value = {}; }},
    {"timer that does not parse", "timer-syntax d1",
     [](Model& m) { m.element("d1").events[0].timer.value = text("tomorrow"); }},
    {"base of a date", "base-without-duration d1",
     [](Model& m) {
       m.element("d1").events[0].timer = {
           .kind = TimerKind::Date, .value = text("2026-10-01T00:00:00Z"), .base = feel("x")};
     }},
    {"malformed calendar", "calendar-name d1", [](Model& m) { m.element("d1").events[0].timer.calendar = "../cn"; }},
    {"time to live is no duration", "duration-syntax c1",
     [](Model& m) { m.element("c1").events[0].time_to_live = text("soon"); }},
    {"boundary event at nothing", "boundary-not-attached d1", [](Model& m) { m.element("d1").attached_to = ""; }},
    {"boundary event at a gateway", "boundary-not-attached d1", [](Model& m) { m.element("d1").attached_to = "x1"; }},
    {"boundary event of another scope", "boundary-not-attached d1",
     [](Model& m) { m.element("d1").attached_to = "t2"; }},
    {"event sub-process with two starts", "event-sub-process-start h1",
     [](Model& m) { m.element("s9", "h1").events = {event(EventKind::Signal)}; }},
    {"event sub-process without start", "event-sub-process-start h1",
     [](Model& m) { m.element("s3").kind = ElementKind::Task; }},
    // event-based gateways
    {"event-based gateway before a task", "event-gateway-target *1-t1", [](Model& m) { m.flow("*1", "t1"); }},
    {"event-based gateway without choice", "event-gateway-choice *2",
     [](Model& m) { made(m, "*2", ElementKind::EventBasedGateway); }},
    {"event behind a gateway reached otherwise", "event-gateway-target c1", [](Model& m) { m.flow("t1", "c1"); }},
    {"condition behind an event-based gateway", "condition-without-choice *1-c1",
     [](Model& m) { m.process.flows[5].condition = feel("a"); }},
    // user tasks
    {"nobody gets it", "no-assignment u1", [](Model& m) { m.element("u1").assignment.reset(); }},
    {"unknown assignment", "assignment-kind u1", [](Model& m) { m.element("u1").assignment->kind = "boss"; }},
    {"assignment without its parameter", "assignment-parameter u1",
     [](Model& m) {
       m.element("u1").assignment = AssignmentModel{"role", {{"role", text("r")}}};
     }},
    {"assignment with a foreign parameter", "assignment-parameter u1",
     [](Model& m) {
       m.element("u1").assignment->parameters = {{"unit", text("c-01")}};
     }},
    {"levels beyond reason", "assignment-parameter u1",
     [](Model& m) {
       m.element("u1").assignment = AssignmentModel{"head-above", {{"unit", text("c")}, {"levels", text("0")}}};
     }},
    {"unknown level", "assignment-parameter u1",
     [](Model& m) {
       m.element("u1").assignment =
           AssignmentModel{"department", {{"line", text("l")}, {"level", text("moon")}, {"place", text("c")}}};
     }},
    {"unknown rule for nobody", "assignment-when-empty u1",
     [](Model& m) { m.element("u1").assignment->when_empty = "wait"; }},
    {"head of no unit", "assignment-when-empty u1", [](Model& m) { m.element("u1").assignment->when_empty = "head"; }},
    {"who did a step that does not exist", "assignment-step u1",
     [](Model& m) {
       m.element("u1").assignment = AssignmentModel{"who-did", {{"step", text("t1")}}};
     }},
    {"malformed form", "form-ref u1", [](Model& m) { m.element("u1").form.ref = "a/b"; }},
    {"fields without form", "form-ref u1",
     [](Model& m) {
       m.element("u1").form.fields = {{"k", "", false}};
     }},
    {"unknown form binding", "form-binding u1",
     [](Model& m) {
       m.element("u1").form = {"f", "newest", {}};
     }},
    {"field twice", "form-field u1",
     [](Model& m) {
       m.element("u1").form = {"f", "", {{"k", "", false}, {"k", "", false}}};
     }},
    {"unknown access", "form-field u1",
     [](Model& m) {
       m.element("u1").form = {"f", "", {{"k", "secret", false}}};
     }},
    {"required and readonly", "form-field u1",
     [](Model& m) {
       m.element("u1").form = {"f", "", {{"k", "readonly", true}}};
     }},
    {"outcome twice", "outcomes u1",
     [](Model& m) {
       m.element("u1").work.outcomes = {"同意", "同意"};
     }},
    {"outcome variable without outcomes", "outcomes u1", [](Model& m) { m.element("u1").work.outcome_variable = "x"; }},
    {"unknown opinion rule", "opinion u1", [](Model& m) { m.element("u1").work.opinion = "maybe"; }},
    {"negative attachments", "attachments u1", [](Model& m) { m.element("u1").work.attachments_min = -1; }},
    {"absurd priority", "priority u1", [](Model& m) { m.element("u1").work.priority = text("101"); }},
    {"priority that is no number", "not-a-number u1", [](Model& m) { m.element("u1").work.priority = text("high"); }},
    {"deadline that says nothing", "deadline u1", [](Model& m) { m.element("u1").deadline = DeadlineModel{}; }},
    {"deadline that says two things", "deadline u1",
     [](Model& m) { m.element("u1").deadline = DeadlineModel{.duration = text("P1D"), .due = feel("x")}; }},
    {"deadline that is no duration", "duration-syntax u1",
     [](Model& m) { m.element("u1").deadline = DeadlineModel{.duration = text("1 day")}; }},
    {"vote on a service task", "vote-without-task t1",
     [](Model& m) { m.element("t1").multi_instance = vote(m).multi_instance, m.element("u1").multi_instance.reset(); }},
    {"vote without rule", "vote-rule u1", [](Model& m) { vote(m).multi_instance->vote->pass = {}; }},
    {"vote by an unknown word", "vote-rule u1", [](Model& m) { vote(m).multi_instance->vote->pass = text("most"); }},
    {"vote without outcomes", "vote-outcomes u1", [](Model& m) { vote(m).work.outcomes.clear(); }},
    {"vote for what is not offered", "vote-outcomes u1",
     [](Model& m) { vote(m).multi_instance->vote->pass_outcomes = {"行"}; }},
    {"vote that counts one outcome twice", "vote-outcomes u1",
     [](Model& m) {
       vote(m).multi_instance->vote->pass_outcomes = {"同意"},
       m.element("u1").multi_instance->vote->abstain_outcomes = {"同意"};
     }},
    // other activities
    {"service without topic", "no-topic t9", [](Model& m) { made(m, "t9", ElementKind::ServiceTask); }},
    {"send without anything", "no-topic t9", [](Model& m) { made(m, "t9", ElementKind::SendTask); }},
    {"send of two things", "send-twice t9",
     [](Model& m) {
       auto& e = made(m, "t9", ElementKind::SendTask);
       e.job.topic = text("a"), e.message.name = text("m");
     }},
    {"receive without message", "no-name t9", [](Model& m) { made(m, "t9", ElementKind::ReceiveTask); }},
    {"absurd retries", "retries t9",
     [](Model& m) {
       auto& e = made(m, "t9", ElementKind::ServiceTask);
       e.job.topic = text("a"), e.job.retries = text("-1");
     }},
    {"negative back-off", "duration-syntax t9",
     [](Model& m) {
       auto& e = made(m, "t9", ElementKind::ServiceTask);
       e.job.topic = text("a"), e.job.backoff = text("x");
     }},
    {"header twice", "header t9",
     [](Model& m) {
       auto& e = made(m, "t9", ElementKind::ServiceTask);
       e.job.topic = text("a"), e.job.headers = {{"h", {}}, {"h", {}}};
     }},
    {"empty script", "no-script t9", [](Model& m) { made(m, "t9", ElementKind::ScriptTask); }},
    {"script in another language", "language-not-feel t9",
     [](Model& m) {
       auto& e = made(m, "t9", ElementKind::ScriptTask);
       e.script = feel("1"), e.script.language = "groovy";
     }},
    {"decision without ref", "no-decision t9", [](Model& m) { made(m, "t9", ElementKind::BusinessRuleTask); }},
    {"unknown decision binding", "decision-binding t9",
     [](Model& m) {
       made(m, "t9", ElementKind::BusinessRuleTask).decision = {text("d"), "newest"};
     }},
    {"call without process", "no-called-process t9", [](Model& m) { made(m, "t9", ElementKind::CallActivity); }},
    {"call of a malformed process", "no-called-process t9",
     [](Model& m) { made(m, "t9", ElementKind::CallActivity).call.process = text("a b"); }},
    {"unknown call binding", "call-binding t9",
     [](Model& m) { made(m, "t9", ElementKind::CallActivity).call = {.process = text("a"), .binding = "newest"}; }},
    {"version tag missing", "call-binding t9",
     [](Model& m) { made(m, "t9", ElementKind::CallActivity).call = {.process = text("a"), .binding = "versionTag"}; }},
    {"gateway with instances", "loop-position x1",
     [](Model& m) { m.element("x1").multi_instance = MultiInstanceModel{.cardinality = feel("3")}; }},
    {"loop without count", "loop-count t1", [](Model& m) { m.element("t1").multi_instance = MultiInstanceModel{}; }},
    {"loop with two counts", "loop-count t1",
     [](Model& m) {
       m.element("t1").multi_instance = MultiInstanceModel{.cardinality = feel("3"), .collection = feel("x")};
     }},
    {"negative cardinality", "loop-count t1",
     [](Model& m) { m.element("t1").multi_instance = MultiInstanceModel{.cardinality = feel("-1")}; }},
    {"collection that is a text", "loop-count t1",
     [](Model& m) { m.element("t1").multi_instance = MultiInstanceModel{.collection = text("x")}; }},
    {"item without collection", "loop-variable t1",
     [](Model& m) {
       m.element("t1").multi_instance = MultiInstanceModel{.cardinality = feel("3"), .element_variable = "x"};
     }},
    {"half an output", "loop-variable t1",
     [](Model& m) {
       m.element("t1").multi_instance = MultiInstanceModel{.cardinality = feel("3"), .output_collection = "x"};
     }},
    {"mapping at a gateway", "mapping-position x1",
     [](Model& m) {
       m.element("x1").inputs = {{feel("1"), "a"}};
     }},
    {"mapping without target", "mapping-incomplete t1",
     [](Model& m) {
       m.element("t1").inputs = {{feel("1"), ""}};
     }},
    {"mapping target twice", "mapping-target-twice t1",
     [](Model& m) {
       m.element("t1").outputs = {{feel("1"), "a"}, {feel("2"), "a"}};
     }},
    {"mapping that does not parse", "expression-syntax t1",
     [](Model& m) {
       m.element("t1").outputs = {{feel("1 +"), "a"}};
     }},
    {"variable that cannot be written", "variable-name t1",
     [](Model& m) {
       m.element("t1").outputs = {{feel("1"), "a.b"}};
     }},
};

const Broken warnings[] = {
    {"choice without condition", "flow-without-condition x1-t1", [](Model& m) { m.process.flows[2].condition = {}; }},
    {"unreachable", "unreachable t9", [](Model& m) { m.add("t9 > e"); }},
    {"unreachable island", "unreachable t8", [](Model& m) { m.add("t8 > t9 > t8"); }},
    {"empty sub-process", "empty-sub-process b9", [](Model& m) { m.add("u1 > b9 > e"); }},
    {"boundary event that leads nowhere", "boundary-without-outgoing d9", [](Model& m) { m.boundary("d9", "u1"); }},
    {"gateway that leads nowhere", "gateway-without-outgoing x9", [](Model& m) { m.add("u1 > x9"); }},
    {"cycle that interrupts", "cycle-fires-once d1",
     [](Model& m) { m.element("d1").events[0].timer = {.kind = TimerKind::Cycle, .value = text("R3/PT1H")}; }},
    {"script whose result is lost", "no-result t9",
     [](Model& m) { made(m, "t9", ElementKind::ScriptTask).script = feel("1"); }},
    {"decision whose result is lost", "no-result t9",
     [](Model& m) { made(m, "t9", ElementKind::BusinessRuleTask).decision.decision = text("d"); }},
};

TEST(Validation, AGoodProcessHasNoFindings) {
  EXPECT_THAT(models::findings(good()), IsEmpty());
}

TEST(Validation, EachBrokenRuleIsAnErrorThatNamesItsElement) {
  for (const Broken& broken : errors) {
    Model model = good();
    broken.breaks(model);
    EXPECT_FALSE(compile(model.process, "test.bpmn").has_value()) << broken.name;
    EXPECT_THAT(models::findings(model), Contains(broken.finding)) << broken.name;
  }
}

TEST(Validation, EachDoubtIsAWarningThatNamesItsElement) {
  for (const Broken& broken : warnings) {
    Model model = good();
    broken.breaks(model);
    const auto result = compile(model.process, "test.bpmn");
    ASSERT_TRUE(result.has_value()) << broken.name << models::told(result.error());
    EXPECT_THAT(models::findings(model), Contains(broken.finding)) << broken.name;
  }
}

TEST(Validation, AllErrorsAreToldAtOnceInOrderOfTheirLines) {
  Model model({"s > u1 > t1 > e"});
  model.element("u1").assignment.reset();
  model.element("t1").kind = ElementKind::ServiceTask;
  model.element("e").events = {event(EventKind::Timer)};
  EXPECT_THAT(models::findings(model), ElementsAre("no-assignment u1", "no-topic t1", "event-position e"));
}

TEST(Validation, FlowsAtAnUnsupportedElementAreNotToldAgain) {
  Model model({"s > t1 > e"});
  model.process.flows.push_back({.id = "f9", .source = "t1", .target = "complex", .parent = "p"});
  model.process.unsupported.push_back({"complex", "", {9, 1}, "不支持复杂网关", "complex gateways are not executed"});
  EXPECT_THAT(models::findings(model), ElementsAre("unsupported complex"));
}

TEST(Validation, AnEmptyProcessIsRefused) {
  EXPECT_FALSE(compile(ProcessModel{}, "f").has_value());
  EXPECT_THAT(models::findings(Model()), ElementsAre("no-start p"));
}

TEST(Validation, AnExpressionFaultNamesItsPlaceInCharacters) {
  Model model({"s > t1 > e"});
  model.element("t1").inputs = {{feel("\"隐患\" +"), "a", {7, 9}}};
  const auto result = compile(model.process, "f.bpmn");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error()[0].where.line, 7);
  EXPECT_NE(result.error()[0].message_en.find("at character 7"), std::string::npos) << result.error()[0].message_en;
}

TEST(Validation, AHugeProcessIsRefusedByItsSize) {
  ProcessModel huge;
  huge.id = "p";
  huge.elements.resize(20'000, {.id = "t", .parent = "p"});
  huge.elements[0] = {.id = "p", .kind = ElementKind::Process};
  const auto result = compile(huge, "f.bpmn");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error()[0].code, "too-large");
}

TEST(Validation, SentencesNameTheElementAsStaffSeeIt) {
  Model model({"s > u1 > e"});
  model.element("u1").assignment.reset();
  model.element("u1").name = "核实";
  const auto result = compile(model.process, "f.bpmn");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error()[0].message_zh, "用户任务“核实”（u1）没有指定由谁办理，没有人会收到它。请设置办理人。");
}

}  // namespace
}  // namespace bihuan::definition
