// Decides how libxml2's SAX2 events become the tree of xml.h. The bytes have passed scan_xml before libxml2 sees them.
#include "adapters/definitions/xml.h"

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <mutex>
#include <unordered_map>

#include "adapters/definitions/utf8.h"

namespace bihuan::definitions {
namespace {

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

xmlParserInputPtr deny_entity(const char*, const char*, xmlParserCtxtPtr) {
  return nullptr;
}

void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(deny_entity);
  });
}

/// libxml2 reports an odd namespace address as an error although the document stays usable.
bool is_harmless(const xmlError& error) {
  return error.level < XML_ERR_ERROR || error.code == XML_WAR_NS_URI || error.code == XML_WAR_NS_URI_RELATIVE;
}

const char* chinese_reason(int code) {
  switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return "文件是空的，或者开头不是 XML";
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_CDATA_NOT_FINISHED:
      return "标签没有写完，文件可能不完整";
    case XML_ERR_TAG_NAME_MISMATCH:
      return "开始标签和结束标签不一致";
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return "同一个标签里有两个同名的属性";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return "属性的值没有用引号括好";
    case XML_ERR_LT_IN_ATTRIBUTE:
      return "属性值里有“<”，应写作“&lt;”";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return "用了没有定义的实体；只能用 &lt; &gt; &amp; &quot; &apos; 和字符编号";
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_NAME_REQUIRED:
      return "“&”后面的写法不对；单独的“&”应写作“&amp;”";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
      return "含有 XML 不允许的字符";
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return "用了没有声明的命名空间前缀";
    default:
      return "不是合格的 XML";
  }
}

XmlFault fault_of(const xmlError& error) {
  const std::string_view message = trimmed(error.message ? error.message : "");
  return {{error.line, error.int2},
          "xml-malformed",
          fmt::format("XML 写法有错：{}。请用建模工具重新导出，或者改正这一行。（{}）", chinese_reason(error.code),
                      message),
          fmt::format("The XML is not well-formed: {}.", message)};
}

struct ParserDeleter {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

}  // namespace

/// Collects SAX events. libxml2 is C: no exception may pass through it, so that each callback keeps its own.
class XmlBuilder {
 public:
  XmlBuilder(std::vector<Where> starts, const XmlLimits& limits) : starts_(std::move(starts)), limits_(limits) {
    document_.texts_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
    document_.elements_.reserve(starts_.size());
  }

  std::expected<XmlDocument, XmlFault> parse(std::string_view bytes) {
    std::unique_ptr<xmlParserCtxt, ParserDeleter> parser(xmlNewParserCtxt());
    if (!parser) throw std::bad_alloc();
    parser_ = parser.get();
    *parser_->sax = handler();
    parser_->userData = this;
    xmlCtxtReadMemory(parser_, bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8",
                      XML_PARSE_NONET | XML_PARSE_NOWARNING);
    if (thrown_) std::rethrow_exception(thrown_);
    if (fault_) return std::unexpected(std::move(*fault_));
    if (!parser_->wellFormed || document_.elements_.empty() || !open_.empty()) {
      return std::unexpected(XmlFault{{}, "xml-malformed", "文件不是合格的 XML。", "The file is not well-formed XML."});
    }
    return std::move(document_);
  }

 private:
  static xmlSAXHandler handler() {
    xmlSAXHandler sax = {};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = &on_start;
    sax.endElementNs = &on_end;
    sax.characters = &on_text;
    sax.ignorableWhitespace = &on_text;
    sax.internalSubset = &on_document_type;
    sax.serror = &on_error;
    return sax;
  }

  template <class Work>
  static void guarded(void* self, Work work) {
    auto& builder = *static_cast<XmlBuilder*>(self);
    if (builder.stopped()) return;
    try {
      work(builder);
    } catch (...) {
      builder.thrown_ = std::current_exception();
      xmlStopParser(builder.parser_);
    }
  }

  static void on_start(void* self, const xmlChar* name, const xmlChar*, const xmlChar* ns, int declared,
                       const xmlChar** namespaces, int attributes, int, const xmlChar** values) {
    guarded(self, [&](XmlBuilder& b) {
      if (b.document_.elements_.empty()) b.declare(declared, namespaces);
      b.start(name, ns, attributes, values);
    });
  }
  static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
    guarded(self, [](XmlBuilder& b) { b.end(); });
  }
  static void on_text(void* self, const xmlChar* text, int length) {
    guarded(self, [&](XmlBuilder& b) {
      b.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    });
  }
  static void on_document_type(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
    guarded(self, [](XmlBuilder& b) {
      b.stop(
          {{}, "xml-doctype", "文件里有文档类型声明，为了安全不接受。", "The file holds a document type declaration."});
    });
  }
  static void on_error(void* self, xmlErrorPtr error) {
    guarded(self, [&](XmlBuilder& b) {
      if (!is_harmless(*error)) b.stop(fault_of(*error));
    });
  }

  bool stopped() const { return fault_ || thrown_; }
  void stop(XmlFault fault) {
    fault_ = std::move(fault);
    xmlStopParser(parser_);
  }

  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    char* copy = static_cast<char*>(document_.texts_->allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  /// Names come from libxml2's dictionary: one pointer per name, so that each is copied once.
  std::string_view keep_name(const xmlChar* name) {
    if (!name) return {};
    auto [found, is_new] = names_.try_emplace(name);
    if (is_new) found->second = keep(view(name));
    return found->second;
  }

  void declare(int count, const xmlChar** namespaces) {  // prefix, address
    for (int i = 0; i < count; ++i) document_.declared_.push_back(keep_name(namespaces[2 * i + 1]));
  }

  void start(const xmlChar* name, const xmlChar* ns, int attributes, const xmlChar** values) {
    auto& elements = document_.elements_;
    const auto index = static_cast<std::uint32_t>(elements.size());
    XmlElement element;
    element.name = keep_name(name);
    element.ns = keep_name(ns);
    if (index < starts_.size()) element.where = starts_[index];
    element.parent = open_.empty() ? 0 : open_.back().index;
    element.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
    element.attribute_count = static_cast<std::uint32_t>(attributes);
    for (int i = 0; i < attributes; ++i, values += 5) {  // name, prefix, namespace, value, end of value
      const auto* first = reinterpret_cast<const char*>(values[3]);
      const auto* last = reinterpret_cast<const char*>(values[4]);
      document_.attributes_.push_back(
          {keep_name(values[2]), keep_name(values[0]), keep({first, static_cast<std::size_t>(last - first)})});
    }
    elements.push_back(element);
    open_.push_back({index, {}});
  }

  void text(std::string_view piece) {
    if (open_.empty()) return;
    std::string& pending = open_.back().text;
    if (pending.size() + piece.size() > limits_.text_bytes) {
      return stop({document_.elements_[open_.back().index].where, "xml-text-too-long",
                   fmt::format("这个元素里的文字超过 {} 字节，超出了允许的范围。", limits_.text_bytes),
                   fmt::format("The text of this element is longer than {} bytes.", limits_.text_bytes)});
    }
    pending += piece;
  }

  void end() {
    XmlElement& element = document_.elements_[open_.back().index];
    element.end = static_cast<std::uint32_t>(document_.elements_.size());
    const bool leaf = element.end == open_.back().index + 1;
    if (!trimmed(open_.back().text).empty() || (limits_.blank_texts && leaf)) element.text = keep(open_.back().text);
    open_.pop_back();
  }

  struct Open {
    std::uint32_t index;
    std::string text;
  };

  std::vector<Where> starts_;
  const XmlLimits& limits_;
  XmlDocument document_;
  std::unordered_map<const xmlChar*, std::string_view> names_;
  std::vector<Open> open_;
  xmlParserCtxt* parser_ = nullptr;
  std::optional<XmlFault> fault_;
  std::exception_ptr thrown_;
};

std::optional<std::string_view> XmlNode::find(std::string_view name, std::string_view ns) const {
  for (const XmlAttribute& attribute : attributes()) {
    if (attribute.name == name && attribute.ns == ns) return attribute.value;
  }
  return std::nullopt;
}

std::optional<XmlNode> XmlNode::child(std::string_view ns, std::string_view name) const {
  for (const XmlNode node : children()) {
    if (node.is(ns, name)) return node;
  }
  return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::expected<XmlDocument, XmlFault> read_xml(std::string_view bytes, const XmlLimits& limits) {
  prepare_library();
  auto starts = scan_xml(bytes, limits);
  if (!starts) return std::unexpected(std::move(starts).error());
  return XmlBuilder(std::move(*starts), limits).parse(without_mark(bytes));
}

}  // namespace bihuan::definitions
