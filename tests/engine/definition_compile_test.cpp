// Rules of the compiled form: links by index, defaults, constants, reachability.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "definition_models.h"
#include "engine/definition/reachability.h"

namespace bihuan::definition {
namespace {

using models::compiled;
using models::event;
using models::feel;
using models::Model;
using models::text;
using testing::ElementsAre;

std::vector<std::string> ids(const Definition& d, const std::vector<ElementIndex>& indices) {
  std::vector<std::string> result;
  for (const ElementIndex i : indices) result.push_back(d.at(i).id);
  return result;
}
std::vector<std::string> ids(const Definition& d, const std::vector<FlowIndex>& indices) {
  std::vector<std::string> result;
  for (const FlowIndex i : indices) result.push_back(d.at(i).id);
  return result;
}
const Element& at(const Definition& d, std::string_view id) {
  return d.at(d.find(id));
}
FlowIndex flow(const Definition& d, std::string_view id) {
  for (const SequenceFlow& f : d.flows)
    if (f.id == id) return f.index;
  return {};
}

Model nested() {
  Model m({"s > u1 > b1 > e", "u1 > t1 > e"});
  m.add("s2 > t2 > e2", "b1");
  m.boundary("d1", "b1").add("d1 > t3");
  m.element("h1", "b1");
  m.element("s3", "h1").events = {event(EventKind::Error)};
  m.element("h1").name = "出错";
  return m;
}

TEST(Compile, EverythingIsLinkedInDocumentOrder) {
  const auto d = compiled(nested());
  EXPECT_EQ(d->process().id, "p");
  EXPECT_FALSE(d->process().parent);
  EXPECT_THAT(ids(*d, d->process().children), ElementsAre("s", "u1", "b1", "e", "t1", "d1", "t3"));
  EXPECT_THAT(ids(*d, at(*d, "b1").children), ElementsAre("s2", "t2", "e2"));
  EXPECT_THAT(ids(*d, at(*d, "b1").event_sub_processes), ElementsAre("h1"));
  EXPECT_THAT(ids(*d, at(*d, "b1").boundary_events), ElementsAre("d1"));
  EXPECT_THAT(ids(*d, at(*d, "u1").outgoing), ElementsAre("u1-b1", "u1-t1"));
  EXPECT_THAT(ids(*d, at(*d, "e").incoming), ElementsAre("b1-e", "t1-e"));
  EXPECT_EQ(d->at(at(*d, "d1").attached_to).id, "b1");
  EXPECT_EQ(d->at(at(*d, "t2").parent).id, "b1");
  EXPECT_EQ(d->at(at(*d, "b1").none_start).id, "s2");
  EXPECT_EQ(d->at(at(*d, "h1").none_start).id, "s3");
  EXPECT_EQ(at(*d, "h1").name, "出错");
  EXPECT_FALSE(d->find("nothing"));
}

TEST(Compile, ANodeWithoutIncomingBeginsAScopeThatHasNoStartEvent) {
  const auto d = compiled(Model({"t1 > t2", "t3"}));
  EXPECT_THAT(ids(*d, d->process().entries), ElementsAre("t1", "t3"));
  EXPECT_FALSE(d->process().none_start);
  EXPECT_TRUE(compiled(Model({"s > t1", "t3"}))->process().entries.empty());
}

TEST(Compile, TheNoneStartIsFoundAmongOthers) {
  Model m({"s1 > t1", "s2 > t1"});
  m.element("s1").events = {event(EventKind::Message)};
  const auto d = compiled(m);
  EXPECT_EQ(d->at(d->process().none_start).id, "s2");
  EXPECT_THAT(ids(*d, d->process().starts), ElementsAre("s1", "s2"));
}

TEST(Compile, AConstantCostsNoEvaluation) {
  Model m({"s > t1 > e"});
  m.element("t1").inputs = {{text("高"), "a"}, {feel("\"高\""), "b"}, {feel("x + 1"), "c"}, {feel("3"), "d"}};
  const auto d = compiled(m);
  const auto& inputs = at(*d, "t1").inputs;
  EXPECT_FALSE(inputs[0].source.feel());
  EXPECT_EQ(inputs[0].source.constant(), Value("高"));
  EXPECT_FALSE(inputs[1].source.feel());
  EXPECT_EQ(inputs[1].source.constant(), Value("高"));
  EXPECT_TRUE(inputs[2].source.feel());
  EXPECT_EQ(inputs[2].source.source(), "x + 1");
  EXPECT_EQ(inputs[3].source.constant(), Value(3));
  EXPECT_FALSE(at(*d, "t1").script.given());
}

TEST(Compile, NamesWithSpacesAreKnownFromWhereTheyAreMade) {
  Model m({"s > u1 > e"});
  m.process.variables = {"risk level"};
  m.element("u1").form = {"f", "", {{"place and date", "", false}}};
  m.element("u1").inputs = {{feel("risk level + place and date"), "a"}};
  const auto d = compiled(m);
  EXPECT_THAT(at(*d, "u1").inputs[0].source.feel()->reads(), ElementsAre("risk level", "place and date"));
}

TEST(Compile, DefaultsAreFilledIn) {
  Model m({"s > u1 > t1 > k1 > e"});
  m.process.calendar = "cn";
  m.element("u1").deadline = DeadlineModel{.duration = text("P1D")};
  m.element("u1").form = {"f", "", {{"k", "", true}}};
  m.element("t1").kind = ElementKind::ServiceTask;
  m.element("t1").job.topic = text("notify");
  const auto d = compiled(m);
  const UserTaskRule& task = *at(*d, "u1").user_task;
  EXPECT_EQ(task.assignment->when_empty, "incident");
  EXPECT_EQ(task.deadline->calendar, "cn");
  EXPECT_EQ(task.opinion, "optional");
  EXPECT_EQ(task.form.binding, "deployment");
  EXPECT_EQ(task.form.fields[0].access, "editable");
  EXPECT_EQ(at(*d, "t1").job->retries.constant(), Value(3));
  EXPECT_EQ(at(*d, "t1").job->backoff.constant(), Value("PT10S"));
  EXPECT_EQ(at(*d, "k1").call->binding, "latest");
  EXPECT_FALSE(at(*d, "t1").user_task);
}

TEST(Compile, NumbersWrittenAsTextBecomeNumbers) {
  Model m({"s > u1 > t1 > e"});
  m.element("u1").work.priority = text("90");
  m.element("t1").kind = ElementKind::ServiceTask;
  m.element("t1").job = {.topic = text("a"), .retries = text("5")};
  const auto d = compiled(m);
  EXPECT_EQ(at(*d, "u1").user_task->priority.constant(), Value(90));
  EXPECT_EQ(at(*d, "t1").job->retries.constant(), Value(5));
}

TEST(Compile, VoteWordsBecomeFeel) {
  Model m({"s > u1 > e"});
  m.element("u1").work.outcomes = {"同意", "不同意"};
  m.element("u1").multi_instance = MultiInstanceModel{.collection = feel("people")};
  m.element("u1").multi_instance->vote = VoteModel{.pass = text("majority")};
  const auto d = compiled(m);
  const Vote& vote = *at(*d, "u1").multi_instance->vote;
  EXPECT_THAT(vote.pass_outcomes, ElementsAre("同意"));
  ASSERT_TRUE(vote.pass.feel());
  const auto passes = [&](int pass, int all) {
    const ContextEntries entries{{"pass", pass}, {"all", all}};
    return vote.pass.feel()->evaluate(feel::variables_of(entries), {})->value.is_true();
  };
  EXPECT_TRUE(passes(3, 5));
  EXPECT_FALSE(passes(2, 4));
}

TEST(Compile, ATaskThatSendsOrReceivesHasItsMessageAsEvent) {
  Model m({"s > t1 > e"});
  m.element("t1").kind = ElementKind::ReceiveTask;
  m.element("t1").message.name = text("answer");
  EXPECT_EQ(at(*compiled(m), "t1").event().kind, EventKind::Message);
}

// --- reachability ---------------------------------------------------------------------------------------------------

TEST(Reachability, AFlowLoopsWhenATokenOnItCanComeToItAgain) {
  const auto d = compiled(Model({"s > t1 > x1 > t2 > e", "x1 > t1"}));
  const auto loops = [&](const char* id) { return d->looping_flows.has(flow(*d, id).i); };
  EXPECT_TRUE(loops("t1-x1"));
  EXPECT_TRUE(loops("x1-t1"));
  EXPECT_FALSE(loops("s-t1"));
  EXPECT_FALSE(loops("x1-t2"));
  EXPECT_FALSE(loops("t2-e"));
}

TEST(Reachability, ABoundaryEventLoopsBackThroughItsActivity) {
  Model m({"s > t1 > e"});
  m.boundary("d1", "t1").add("d1 > t2 > t1");
  const auto d = compiled(m);
  EXPECT_TRUE(d->looping_flows.has(flow(*d, "d1-t2").i));
  EXPECT_FALSE(d->looping_flows.has(flow(*d, "t1-e").i));
}

TEST(Reachability, AJoinsDoorsAreNotReachedThroughTheJoin) {
  const auto d = compiled(Model({"s > x1 > t1 > o1 > x2 > e", "x1 > t2 > o1", "x2 > x1"}));
  const Element& join = at(*d, "o1");
  ASSERT_THAT(ids(*d, join.incoming), ElementsAre("t1-o1", "t2-o1"));
  const auto reaches = [&](const char* from, std::size_t door) {
    return flow_reaches_door(*d, join, door, flow(*d, from));
  };
  EXPECT_TRUE(reaches("x1-t1", 0));
  EXPECT_TRUE(reaches("t1-o1", 0)) << "the door itself";
  EXPECT_TRUE(reaches("x2-x1", 0)) << "round the loop without passing the join";
  EXPECT_FALSE(reaches("x1-t2", 0));
  EXPECT_FALSE(reaches("t1-o1", 1));
  EXPECT_TRUE(element_reaches_door(join, 1, at(*d, "t2").index));
  EXPECT_FALSE(element_reaches_door(join, 1, at(*d, "t1").index));
  EXPECT_FALSE(element_reaches_door(join, 1, join.index));
  EXPECT_TRUE(at(*d, "x1").join_elements.empty());
}

TEST(Reachability, ATokenInAnActivityWithABoundaryEventCanComeToTheJoin) {
  Model m({"s > t1 > o1 > e", "s > t2 > e"});
  m.boundary("d1", "t2").add("d1 > o1");
  const auto d = compiled(m);
  EXPECT_TRUE(element_reaches_door(at(*d, "o1"), 1, at(*d, "t2").index));
  EXPECT_TRUE(flow_reaches_door(*d, at(*d, "o1"), 1, flow(*d, "s-t2")));
}

}  // namespace
}  // namespace bihuan::definition
