// Decides how XML is held once it has been read: a small immutable tree in document order, with names, texts and lines.
// It does not know BPMN or DMN, keeps no comments, instructions or white space between elements, and never follows an
// address: there is no document type, no entity but the five of XML and character references, no network.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/definitions/xml_scan.h"

namespace bihuan::definitions {

struct XmlAttribute {
  std::string_view ns;  ///< namespace address; empty for a name without prefix
  std::string_view name;
  std::string_view value;
};

/// One element as stored. `end` is the index behind its last descendant: elements lie in document order.
struct XmlElement {
  std::string_view ns, name;
  std::string_view text;  ///< its own character data, pieces joined; white space alone counts as none
  Where where;
  std::uint32_t parent = 0, end = 0;
  std::uint32_t first_attribute = 0, attribute_count = 0;
};

class XmlDocument;

/// An element of a document that outlives it.
class XmlNode {
 public:
  XmlNode(const XmlDocument* document, std::uint32_t index) : document_(document), index_(index) {}

  std::string_view ns() const { return element().ns; }
  std::string_view name() const { return element().name; }
  std::string_view text() const { return element().text; }
  Where where() const { return element().where; }
  std::uint32_t index() const { return index_; }
  std::uint32_t end() const { return element().end; }
  bool is(std::string_view ns, std::string_view name) const { return element().name == name && element().ns == ns; }

  std::span<const XmlAttribute> attributes() const;
  /// The attribute's value; nullopt if it is absent.
  std::optional<std::string_view> find(std::string_view name, std::string_view ns = {}) const;
  /// The attribute's value; empty if it is absent.
  std::string_view get(std::string_view name, std::string_view ns = {}) const { return find(name, ns).value_or(""); }

  /// The parent; nullopt for the root.
  std::optional<XmlNode> parent() const;
  /// The first child of that name.
  std::optional<XmlNode> child(std::string_view ns, std::string_view name) const;

  /// The children in document order, for a range-based for.
  class Children;
  Children children() const;
  bool operator==(const XmlNode&) const = default;

 private:
  const XmlElement& element() const;
  const XmlDocument* document_;
  std::uint32_t index_;
};

/// Immutable, movable. Views into it live as long as it does, also after a move.
class XmlDocument {
 public:
  XmlNode root() const { return {this, 0}; }
  XmlNode node(std::uint32_t index) const { return {this, index}; }
  std::span<const XmlElement> elements() const { return elements_; }
  std::span<const XmlAttribute> attributes() const { return attributes_; }
  /// The namespaces that the root declares, in order, whether anything uses them or not.
  std::span<const std::string_view> declared_namespaces() const { return declared_; }

 private:
  friend class XmlBuilder;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> texts_;
  std::vector<XmlElement> elements_;
  std::vector<XmlAttribute> attributes_;
  std::vector<std::string_view> declared_;
};

class XmlNode::Children {
 public:
  class Iterator {
   public:
    Iterator(const XmlDocument* document, std::uint32_t index) : document_(document), index_(index) {}
    XmlNode operator*() const { return {document_, index_}; }
    Iterator& operator++() {
      index_ = document_->elements()[index_].end;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    const XmlDocument* document_;
    std::uint32_t index_;
  };
  Children(const XmlDocument* document, std::uint32_t first, std::uint32_t end)
      : document_(document), first_(first), end_(end) {}
  Iterator begin() const { return {document_, first_}; }
  Iterator end() const { return {document_, end_}; }

 private:
  const XmlDocument* document_;
  std::uint32_t first_, end_;
};

inline const XmlElement& XmlNode::element() const {
  return document_->elements()[index_];
}
inline XmlNode::Children XmlNode::children() const {
  return {document_, index_ + 1, element().end};
}
inline std::span<const XmlAttribute> XmlNode::attributes() const {
  return document_->attributes().subspan(element().first_attribute, element().attribute_count);
}
inline std::optional<XmlNode> XmlNode::parent() const {
  if (index_ == 0) return std::nullopt;
  return XmlNode{document_, element().parent};
}

/// Reads hostile bytes. Never touches a file or the network; cost is linear in the size.
std::expected<XmlDocument, XmlFault> read_xml(std::string_view bytes, const XmlLimits& limits = {});

/// Without white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace bihuan::definitions
