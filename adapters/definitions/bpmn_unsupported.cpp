// Decides three tables: what is not executed (with advice), what has no execution semantics, whose extensions have
// some.
#include "adapters/definitions/bpmn_unsupported.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "adapters/definitions/bpmn_index.h"
#include "adapters/definitions/bpmn_text.h"
#include "adapters/definitions/names.h"

namespace bihuan::definitions {
namespace {

using definition::Unsupported;

struct Reason {
  std::string_view what;  ///< as the standard spells it
  std::string_view zh, advice_zh;
  std::string_view en, advice_en;
};

/// Elements and attributes of BPMN 2.0.2 that execute by the standard and are not executed here.
constexpr auto reasons = std::to_array<Reason>({
    {"complexGateway", "复杂网关", "请改用排他、并行或包容网关。", "the complex gateway",
     "Use an exclusive, parallel or inclusive gateway."},
    {"transaction", "事务子流程", "请改用普通子流程。", "the transaction sub-process", "Use an embedded sub-process."},
    {"adHocSubProcess", "自由（即席）子流程", "请改用普通子流程，把步骤连起来。", "the ad-hoc sub-process",
     "Use an embedded sub-process with flows."},
    {"standardLoopCharacteristics", "标准循环标记", "请用排他网关连回去，或用多实例。", "the standard loop marker",
     "Loop back with an exclusive gateway, or use multi-instance."},
    {"compensateEventDefinition", "补偿事件", "请把撤回的步骤画成普通步骤。", "the compensation event",
     "Draw what undoes the work as ordinary steps."},
    {"isForCompensation", "补偿活动标记", "请把撤回的步骤画成普通步骤。", "the compensation marker",
     "Draw what undoes the work as ordinary steps."},
    {"cancelEventDefinition", "取消事件", "请改用错误事件。", "the cancel event", "Use an error event."},
    {"conditionalEventDefinition", "条件事件", "请改用消息、信号或定时事件。", "the conditional event",
     "Use a message, signal or timer event."},
    {"linkEventDefinition", "链接事件", "请直接用连线连接两处。", "the link event",
     "Connect the two places with a sequence flow."},
    {"multipleEventDefinitions", "一个事件上的多个触发", "请拆成几个事件。", "several event definitions on one event",
     "Split it into several events."},
    {"instantiate", "由接收任务或事件网关启动流程", "请改用消息开始事件。", "an instantiating receive task or gateway",
     "Use a message start event."},
    {"eventGatewayType", "并行的事件网关", "请改用普通的事件网关。", "the parallel event-based gateway",
     "Use the exclusive event-based gateway."},
    {"startQuantity", "启动所需令牌数（不是 1）", "请改为 1，用并行网关等待。", "a startQuantity other than 1",
     "Use 1, and wait with a parallel gateway."},
    {"completionQuantity", "完成产生的令牌数（不是 1）", "请改为 1，用并行网关分支。",
     "a completionQuantity other than 1", "Use 1, and split with a parallel gateway."},
    {"potentialOwner", "标准的可能办理人", "请改用 bihuan:assignment。", "the standard's potential owner",
     "Use bihuan:assignment."},
    {"humanPerformer", "标准的办理人", "请改用 bihuan:assignment。", "the standard's human performer",
     "Use bihuan:assignment."},
    {"performer", "标准的执行者", "请改用 bihuan:assignment。", "the standard's performer", "Use bihuan:assignment."},
    {"resourceRole", "标准的资源角色", "请改用 bihuan:assignment。", "the standard's resource role",
     "Use bihuan:assignment."},
    {"correlationSubscription", "标准的关联订阅", "请改用 bihuan:message 的 correlationKey。",
     "the correlation subscription", "Use correlationKey of bihuan:message."},
    {"correlationKey", "标准的关联键", "请改用 bihuan:message 的 correlationKey。", "the correlation key",
     "Use correlationKey of bihuan:message."},
    {"dataInputAssociation", "数据输入关联", "请改用 bihuan:input。", "the data input association",
     "Use bihuan:input."},
    {"dataOutputAssociation", "数据输出关联", "请改用 bihuan:output。", "the data output association",
     "Use bihuan:output."},
    {"ioBinding", "接口输入输出绑定", "请改用 bihuan:input 和 bihuan:output。", "the input/output binding",
     "Use bihuan:input and bihuan:output."},
    {"operationRef", "网络服务操作", "请改用 bihuan:job 的 topic。", "the web service operation",
     "Use bihuan:job with a topic."},
    {"loopDataInputRef", "标准的多实例输入数据", "请改用 bihuan:collection。", "the standard's loop data input",
     "Use bihuan:collection."},
    {"loopDataOutputRef", "标准的多实例输出数据", "请改用 bihuan:outputCollection。", "the standard's loop data output",
     "Use bihuan:outputCollection."},
    {"inputDataItem", "标准的多实例输入项", "请改用 bihuan:elementVariable。", "the standard's input data item",
     "Use bihuan:elementVariable."},
    {"outputDataItem", "标准的多实例输出项", "请改用 bihuan:outputElement。", "the standard's output data item",
     "Use bihuan:outputElement."},
    {"behavior", "多实例完成时抛出事件", "请去掉 behavior，或在多实例之后抛出事件。",
     "a multi-instance that throws events", "Remove behavior, or throw the event behind the activity."},
    {"complexBehaviorDefinition", "多实例的复杂行为", "请去掉它，或在多实例之后抛出事件。",
     "the complex behaviour of a multi-instance", "Remove it, or throw the event behind the activity."},
    {"messageFlow", "两个可执行流程之间的消息流", "请用消息事件和关联键连接，并删除这条消息流。",
     "a message flow between two executable processes",
     "Use message events with a correlation key, and delete the message flow."},
    {"expressionLanguage", "FEEL 以外的表达式语言", "请改写成 FEEL。", "an expression language other than FEEL",
     "Rewrite it in FEEL."},
    {"globalTask", "全局任务", "请调用流程，不要调用全局任务。", "the global task", "Call a process instead."},
    {"mustUnderstand", "必须理解的扩展", "请去掉这个扩展声明。", "an extension that must be understood",
     "Remove the declaration of the extension."},
    {"subChoreography", "编排活动", "请从流程里移走。", "a choreography activity", "Move it out of the process."},
    {"choreographyTask", "编排任务", "请从流程里移走。", "a choreography task", "Move it out of the process."},
    {"callChoreography", "编排调用", "请从流程里移走。", "a choreography call", "Move it out of the process."},
});

const Reason* find_reason(std::string_view what) {
  const auto* found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& r) { return r.what == what; });
  return found == reasons.end() ? nullptr : found;
}

/// Elements inside a process that the standard gives no effect at run time, or that are parts of what was read or
/// refused.
constexpr auto silent_elements = std::to_array<std::string_view>({
    "documentation",
    "extensionElements",
    "incoming",
    "outgoing",
    "laneSet",
    "lane",
    "property",
    "dataObject",
    "dataState",
    "dataObjectReference",
    "dataStoreReference",
    "textAnnotation",
    "association",
    "group",
    "artifact",
    "auditing",
    "monitoring",
    "categoryValueRef",
    "rendering",
    "supportedInterfaceRef",
    "supports",
    "eventDefinitionRef",
    "ioSpecification",
    "dataInput",
    "dataOutput",
    "inputSet",
    "outputSet",
    "outMessageRef",
    "inMessageRef",
});

}  // namespace

bool is_unsupported(std::string_view bpmn_name) {
  return find_reason(bpmn_name) != nullptr;
}

bool is_silent(std::string_view bpmn_name) {
  return std::find(silent_elements.begin(), silent_elements.end(), bpmn_name) != silent_elements.end();
}

Unsupported unsupported(XmlNode owner, std::string_view what, Where where) {
  const std::string label = label_of(owner);
  Unsupported result{std::string(owner.get("id")), std::string(owner.get("name")), where, "", ""};
  if (const Reason* reason = find_reason(what)) {
    result.message_zh = fmt::format("“{}”用了{}（{}），现在还不能执行。{}", label, reason->zh, what, reason->advice_zh);
    result.message_en =
        fmt::format("\"{}\" uses {} ({}), which is not executed yet. {}", label, reason->en, what, reason->advice_en);
  } else {
    result.message_zh = fmt::format("“{}”里的 {} 不认识，不能执行。请删除它，或检查写法。", label, what);
    result.message_en =
        fmt::format("{} in \"{}\" is unknown and is not executed. Delete it, or check the spelling.", what, label);
  }
  return result;
}

namespace {

struct AttributeRule {
  std::string_view name;
  std::string_view harmless;  ///< the one value that asks for nothing
  bool is_boolean;
};
constexpr auto attribute_rules = std::to_array<AttributeRule>({
    {"isForCompensation", "false", true},
    {"instantiate", "false", true},
    {"startQuantity", "1", false},
    {"completionQuantity", "1", false},
    {"eventGatewayType", "Exclusive", false},
    {"behavior", "All", false},
});

bool is_harmless(const AttributeRule& rule, std::string_view value) {
  if (rule.is_boolean) return boolean_of(value) == false;
  return trimmed(value) == rule.harmless;
}

struct Vendor {
  std::string_view ns, prefix;
};
constexpr auto vendors = std::to_array<Vendor>({
    {"http://camunda.org/schema/1.0/bpmn", "camunda"},
    {"http://camunda.org/schema/zeebe/1.0", "zeebe"},
    {"http://flowable.org/bpmn", "flowable"},
    {"http://activiti.org/bpmn", "activiti"},
});

/// Names of these vendors that only describe, group or draw.
constexpr auto descriptive = std::to_array<std::string_view>({
    "properties",
    "property",
    "modelerTemplate",
    "modelerTemplateVersion",
    "modelerTemplateIcon",
    "diagramRelationId",
    "historyTimeToLive",
    "isStartableInTasklist",
    "executionPlatform",
    "executionPlatformVersion",
    "userTask",
});

std::optional<std::string> foreign_name(std::string_view ns, std::string_view name) {
  const auto* vendor = std::find_if(vendors.begin(), vendors.end(), [&](const Vendor& v) { return v.ns == ns; });
  if (vendor == vendors.end()) return std::nullopt;
  if (std::find(descriptive.begin(), descriptive.end(), name) != descriptive.end()) return std::nullopt;
  return fmt::format("{}:{}", vendor->prefix, name);
}

void add_once(std::vector<std::string>& names, std::optional<std::string> name) {
  constexpr std::size_t most = 20;
  if (name && names.size() < most && std::find(names.begin(), names.end(), *name) == names.end())
    names.push_back(std::move(*name));
}

}  // namespace

std::vector<Unsupported> unsupported_attributes(XmlNode node, XmlNode owner) {
  std::vector<Unsupported> result;
  for (const AttributeRule& rule : attribute_rules) {
    const auto value = node.find(rule.name);
    if (value && !is_harmless(rule, *value)) result.push_back(unsupported(owner, rule.name, node.where()));
  }
  return result;
}

std::optional<Unsupported> foreign_semantics(XmlNode node, XmlNode owner) {
  std::vector<std::string> names;
  for (const XmlAttribute& a : node.attributes()) add_once(names, foreign_name(a.ns, a.name));
  if (const auto extensions = node.child(bpmn_ns, "extensionElements")) {
    for (const XmlNode child : extensions->children()) add_once(names, foreign_name(child.ns(), child.name()));
  }
  if (names.empty()) return std::nullopt;
  const std::string label = label_of(owner), list = fmt::format("{}", fmt::join(names, ", "));
  return Unsupported{
      std::string(owner.get("id")), std::string(owner.get("name")), node.where(),
      fmt::format("“{}”用了其他产品的扩展（{}），这里不会执行。请改用 bihuan: 的写法，或删除它们。", label, list),
      fmt::format("\"{}\" uses extensions of another product ({}), which are not executed here. Use the "
                  "bihuan: names, or delete them.",
                  label, list)};
}

}  // namespace bihuan::definitions
