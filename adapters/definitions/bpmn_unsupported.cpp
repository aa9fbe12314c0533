// Decides three tables: what is not executed (with advice), what has no execution semantics, whose extensions have
// some.
#include "adapters/definitions/bpmn_unsupported.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

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
    {"ioBinding", "接口输入输出绑定", "请改用 bihuan:input 和 bihuan:output。", "the input/output binding",
     "Use bihuan:input and bihuan:output."},
    {"operationRef", "网络服务操作", "请改用 bihuan:job 的 topic。", "the web service operation",
     "Use bihuan:job with a topic."},
    {"expressionLanguage", "FEEL、JUEL、JavaScript 以外的表达式语言", "请改写成其中一种。",
     "an expression language other than FEEL, JUEL and JavaScript", "Rewrite it in one of them."},
    {"messageFlow", "两端消息不同的消息流", "请让两端用同一个消息，或删除这条消息流。",
     "a message flow whose ends name different messages", "Use one message at both ends, or delete the message flow."},
    {"messagePath", "由几个属性组成、又不用 FEEL 写的关联键", "请用 FEEL 写取值表达式。",
     "a correlation key of several properties that is not in FEEL", "Write the paths in FEEL."},
    {"transformation", "几个来源而没有写转换的数据关联", "请写一个转换表达式（transformation）。",
     "a data association of several sources without a transformation", "Give it a transformation."},
    {"assignment", "目标写法特殊的数据赋值", "请写成数据的名称或“名称.字段”，表达式用 FEEL。",
     "a data assignment whose target is no name or path", "Name the data, or a path in it, and use FEEL."},
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

}  // namespace bihuan::definitions
