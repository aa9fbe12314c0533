// Decides the mapping from bihuan: elements to the structs of model.h, one function per element.
#include "adapters/definitions/bpmn_extensions.h"

#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using namespace definition;

std::string text(XmlNode node, std::string_view attribute) {
  return std::string(node.get(attribute));
}

bool flag(XmlNode node, std::string_view attribute, bool otherwise) {
  return boolean_of(node.get(attribute)).value_or(otherwise);
}

MappingText mapping(XmlNode node) {
  return {text_or_feel(node, "source"), text(node, "target"), node.where()};
}

FormModel form(XmlNode node) {
  FormModel result{text(node, "ref"), text(node, "binding"), {}};
  for (const XmlNode field : node.children()) {
    if (!field.is(bihuan_ns, "field")) continue;
    result.fields.push_back({text(field, "key"), text(field, "access"), flag(field, "required", false)});
  }
  return result;
}

DeadlineModel deadline(XmlNode node) {
  return {text_or_feel(node, "duration"), text_or_feel(node, "due"), text(node, "calendar"), node.where()};
}

WorkModel work(XmlNode node) {
  return {comma_list(node.get("outcomes")),
          text(node, "outcomeVariable"),
          text(node, "opinion"),
          integer_of(node.get("attachmentsMin")).value_or(0),
          text_or_feel(node, "priority"),
          flag(node, "claim", true)};
}

JobModel job(XmlNode node) {
  JobModel result{text_or_feel(node, "topic"), text_or_feel(node, "retries"), text_or_feel(node, "backoff"), {}};
  for (const XmlNode header : node.children()) {
    if (header.is(bihuan_ns, "header"))
      result.headers.emplace_back(text(header, "name"), text_or_feel(header, "value"));
  }
  return result;
}

void read_call(XmlNode node, CallModel& call) {
  call.binding = text(node, "binding");
  call.version = text_or_feel(node, "version");
  call.version_tag = text(node, "versionTag");
  call.business_key = text_or_feel(node, "businessKey");
  call.propagate_inputs = flag(node, "propagateInputs", false);
  call.propagate_outputs = flag(node, "propagateOutputs", false);
}

void read_decision(XmlNode node, ElementModel& element) {
  element.decision = {text_or_feel(node, "ref"), text(node, "binding")};
  element.result_variable = text(node, "resultVariable");
}

void read_one(XmlNode node, ElementModel& element) {
  const std::string_view name = node.name();
  if (name == "input") element.inputs.push_back(mapping(node));
  if (name == "output") element.outputs.push_back(mapping(node));
  if (name == "assignment") element.assignment = read_assignment(node);
  if (name == "form") element.form = form(node);
  if (name == "deadline") element.deadline = deadline(node);
  if (name == "work") element.work = work(node);
  if (name == "job") element.job = job(node);
  if (name == "call") read_call(node, element.call);
  if (name == "decision") read_decision(node, element);
  if (name == "starters") element.starter_roles = comma_list(node.get("roles"));
}

}  // namespace

std::optional<XmlNode> extension(XmlNode element, std::string_view name) {
  const auto extensions = element.child(bpmn_ns, "extensionElements");
  return extensions ? extensions->child(bihuan_ns, name) : std::nullopt;
}

void read_extensions(XmlNode node, ElementModel& element) {
  const auto extensions = node.child(bpmn_ns, "extensionElements");
  if (!extensions) return;
  for (const XmlNode child : extensions->children()) {
    if (child.ns() == bihuan_ns) read_one(child, element);
  }
}

void read_message_extension(XmlNode holder, EventDefinitionModel& event) {
  const auto message = extension(holder, "message");
  if (!message) return;
  if (event.correlation_key.empty()) event.correlation_key = text_or_feel(*message, "correlationKey");
  if (event.time_to_live.empty()) event.time_to_live = text_or_feel(*message, "timeToLive");
}

AssignmentModel read_assignment(XmlNode node) {
  AssignmentModel result{text(node, "kind"), {}, text(node, "whenEmpty"), node.where()};
  for (const XmlAttribute& a : node.attributes()) {
    if (!a.ns.empty() || a.name == "kind" || a.name == "whenEmpty") continue;
    result.parameters.emplace_back(std::string(a.name), text_or_feel(a.value, node.where()));
  }
  return result;
}

VoteModel read_vote(XmlNode vote) {
  return {text_or_feel(vote, "pass"),
          comma_list(vote.get("passOutcomes")),
          comma_list(vote.get("abstainOutcomes")),
          flag(vote, "early", true),
          text(vote, "variable"),
          vote.where()};
}

}  // namespace bihuan::definitions
