#include "api/cli/bench/models.h"

#include <fmt/format.h>

namespace bihuan::cli::bench {
namespace {

constexpr const char* head = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:v="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="bench">
{}<process id="{}" isExecutable="true" v:historyTimeToLive="180">
)";
constexpr const char* foot = "</process>\n</definitions>\n";

/// One process, written element by element.
class Text {
 public:
  explicit Text(std::string process, const std::string& before = "") : process_(std::move(process)) {
    xml_ = fmt::format(fmt::runtime(head), before, process_);
  }
  Text& add(const std::string& element) {
    xml_ += element + "\n";
    return *this;
  }
  Text& flow(const std::string& from, const std::string& to, const std::string& condition = "") {
    xml_ += fmt::format(R"(<sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}")", from, to);
    if (condition.empty()) return add("/>");
    return add(fmt::format(
        R"(><conditionExpression xsi:type="tFormalExpression">{}</conditionExpression></sequenceFlow>)", condition));
  }
  store::FileRow file() const { return {process_ + ".bpmn", "", xml_ + foot}; }

 private:
  std::string process_, xml_;
};

/// start → the given elements, whose ids are n1, n2, … → end.
store::FileRow in_a_row(const std::string& process, const std::vector<std::string>& elements,
                        const std::string& before = "") {
  Text text(process, before);
  text.add(R"(<startEvent id="n0"/>)");
  for (const std::string& element : elements) text.add(element);
  const auto last = elements.size() + 1;
  text.add(fmt::format(R"(<endEvent id="n{}"/>)", last));
  for (std::size_t i = 0; i < last; ++i) text.flow(fmt::format("n{}", i), fmt::format("n{}", i + 1));
  return text.file();
}

/// The same element `count` times; {} in it is the number of its id.
store::FileRow repeated(const std::string& process, int count, const char* element) {
  std::vector<std::string> elements;
  for (int i = 1; i <= count; ++i) elements.push_back(fmt::format(fmt::runtime(element), i));
  return in_a_row(process, elements);
}

store::FileRow exclusive() {
  Text text("exc");
  text.add(R"(<startEvent id="s"/><exclusiveGateway id="split" default="split-c"/>)");
  text.add(R"(<task id="a"/><task id="b"/><task id="c"/><exclusiveGateway id="join"/><endEvent id="e"/>)");
  text.flow("s", "split").flow("split", "a", "${n == 0}").flow("split", "b", "${n == 1}").flow("split", "c");
  return text.flow("a", "join").flow("b", "join").flow("c", "join").flow("join", "e").file();
}

store::FileRow parallel() {
  Text text("par");
  text.add(R"(<startEvent id="s"/><parallelGateway id="split"/><task id="a"/><task id="b"/>)");
  text.add(R"(<parallelGateway id="join"/><endEvent id="e"/>)");
  text.flow("s", "split").flow("split", "a").flow("split", "b");
  return text.flow("a", "join").flow("b", "join").flow("join", "e").file();
}

/// Ten times round, counted by an expression.
store::FileRow cycle() {
  Text text("cyc");
  text.add(R"(<startEvent id="s"/><exclusiveGateway id="again"/><endEvent id="e"/>)");
  text.add(R"(<serviceTask id="count" v:expression="${n + 1}" v:resultVariable="n"/>)");
  text.add(R"(<exclusiveGateway id="enough" default="enough-e"/>)");
  text.flow("s", "again").flow("again", "count").flow("count", "enough");
  return text.flow("enough", "again", "${n &lt; 10}").flow("enough", "e").file();
}

/// `element` with its attributes, carried out as often as `cardinality` says, all at once.
std::string in_iterations(std::string_view element, const std::string& cardinality) {
  return fmt::format(R"(<{0} id="n1"><multiInstanceLoopCharacteristics><loopCardinality>{1}</loopCardinality>)"
                     R"(</multiInstanceLoopCharacteristics></{2}>)",
                     element, cardinality, element.substr(0, element.find(' ')));
}

}  // namespace

std::vector<store::FileRow> models() {
  constexpr const char* user_task = R"(<userTask id="n{}" v:candidateUsers="${{who}}"/>)";
  constexpr const char* step = R"(<task id="n{}"/>)";
  constexpr const char* async_step = R"(<task id="n{}" v:asyncBefore="true"/>)";
  constexpr const char* message = R"(<message id="paid" name="paid"/>)";
  return {
      repeated("seq1", 1, step),
      repeated("seq5", 5, step),
      exclusive(),
      parallel(),
      cycle(),
      repeated("task", 1, user_task),
      repeated("ten", 10, user_task),
      repeated("async1", 1, async_step),
      repeated("async5", 5, async_step),
      repeated("async15", 15, async_step),
      in_a_row("timer", {R"(<intermediateCatchEvent id="n1"><timerEventDefinition><timeDuration>PT0S</timeDuration>)"
                         R"(</timerEventDefinition></intermediateCatchEvent>)"}),
      in_a_row("later", {R"(<intermediateCatchEvent id="n1"><timerEventDefinition><timeDate>${at}</timeDate>)"
                         R"(</timerEventDefinition></intermediateCatchEvent>)"}),
      in_a_row("message",
               {R"(<intermediateCatchEvent id="n1"><messageEventDefinition messageRef="paid"/>)"
                R"(</intermediateCatchEvent>)"},
               message),
      in_a_row("many", {in_iterations("task", "${n}")}),
      in_a_row("many-tasks", {in_iterations(R"(userTask v:candidateUsers="${who}")", "${n}")}),
      in_a_row("calls", {in_iterations(R"(callActivity calledElement="seq1")", std::to_string(calls_of_one))})};
}

}  // namespace bihuan::cli::bench
