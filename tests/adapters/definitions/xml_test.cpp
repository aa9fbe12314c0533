// Decides that hostile XML is refused with line and column, in linear time, and that harmless XML keeps every
// character.
#include "adapters/definitions/xml.h"

#include <gtest/gtest.h>

#include <string>

#include "adapters/definitions/utf8.h"

namespace bihuan::definitions {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

XmlFault refused(std::string_view bytes, const XmlLimits& limits = {}) {
  auto document = read_xml(bytes, limits);
  if (!document) return document.error();
  ADD_FAILURE() << "was read: " << bytes.substr(0, 200);
  return {};
}

std::string code(std::string_view bytes, const XmlLimits& limits = {}) {
  const XmlFault fault = refused(bytes, limits);
  EXPECT_FALSE(fault.message_zh.empty());
  EXPECT_FALSE(fault.message_en.empty());
  return fault.code;
}

TEST(Xml, KeepsNamesTextsAndPlaces) {
  const auto document = read_xml(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns='urn:a' xmlns:b='urn:b' 名='值' b:x='1'>\n  <b:c>甲<!-- - "
      "-->乙</b:c><c/>\n</a>");
  ASSERT_TRUE(document) << document.error().message_en;
  const XmlNode root = document->root();
  EXPECT_TRUE(root.is("urn:a", "a"));
  EXPECT_EQ(root.get("名"), "值");
  EXPECT_EQ(root.get("x", "urn:b"), "1");
  EXPECT_FALSE(root.find("x"));
  EXPECT_EQ(root.text(), "");
  const auto child = root.child("urn:b", "c");
  ASSERT_TRUE(child);
  EXPECT_EQ(child->text(), "甲乙");
  EXPECT_EQ(child->where().line, 3);
  EXPECT_EQ(child->where().column, 3);
  const auto second = root.child("urn:a", "c");
  ASSERT_TRUE(second);
  EXPECT_EQ(second->where().column, 3 + 5 + 2 + 10 + 6) << "columns count characters, not bytes";
  EXPECT_EQ(*second->parent(), root);
}

TEST(Xml, ReadsTheUtf8Mark) {
  const auto document = read_xml("\xEF\xBB\xBF<a/>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().where().column, 1);
}

TEST(Xml, ReadsCharacterReferencesAndTheFiveEntities) {
  const auto document = read_xml("<a b='&#x4E2D;&#22269;&quot;'>&#x41;&lt;&gt;&amp;&apos;</a>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().get("b"), "中国\"");
  EXPECT_EQ(document->root().text(), "A<>&'");
}

TEST(Xml, ReadsCDataLiterally) {
  const auto document = read_xml("<a><![CDATA[if a < 1 & b > 2 then \"<x>\" else \"]]\"]]></a>");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().text(), "if a < 1 & b > 2 then \"<x>\" else \"]]\"");
}

TEST(Xml, SeesNoTagsInCommentsCDataAndInstructions) {
  const auto document = read_xml("<a><!-- <b> <!DOCTYPE x> --><![CDATA[<!DOCTYPE x><b>]]><?p <b> ?><c d='<' /></a>");
  EXPECT_EQ(document.error().code, "xml-malformed") << "a less-than sign in an attribute is no XML";
  const auto good = read_xml("<a><!-- <b> --><![CDATA[<b>]]><?p <b> ?>\n<c d='>'/></a>");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->elements().size(), 2u);
  EXPECT_EQ(good->elements()[1].where.line, 2);
}

TEST(Xml, RefusesDocumentTypes) {
  EXPECT_EQ(code("<!DOCTYPE a><a/>"), "xml-doctype");
  EXPECT_EQ(code("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>"),
            "xml-doctype");
  EXPECT_EQ(code("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>"), "xml-doctype");
  EXPECT_EQ(
      code(
          "<!DOCTYPE l [<!ENTITY l0 'lol'><!ENTITY l1 '&l0;&l0;&l0;&l0;'><!ENTITY l2 '&l1;&l1;&l1;&l1;'>]><l>&l2;</l>"),
      "xml-doctype");
  EXPECT_EQ(code("<a><!ENTITY x 'y'></a>"), "xml-doctype");
  EXPECT_EQ(code("<a><![INCLUDE[x]]></a>"), "xml-doctype");
  EXPECT_EQ(refused("<?xml version='1.0'?>\n  <!DOCTYPE a><a/>").where.line, 2);
  EXPECT_EQ(refused("<?xml version='1.0'?>\n  <!DOCTYPE a><a/>").where.column, 3);
}

TEST(Xml, RefusesEntitiesThatNobodyDefined) {
  EXPECT_EQ(code("<a>&nbsp;</a>"), "xml-malformed");
}

TEST(Xml, RefusesDepthBeforeTheParserSeesIt) {
  EXPECT_EQ(code(repeated("<a>", 100'000)), "xml-too-deep");
  EXPECT_EQ(code(repeated("<a>", 100'000) + repeated("</a>", 100'000)), "xml-too-deep");
  EXPECT_EQ(code(repeated("<a>", 201) + repeated("</a>", 201)), "xml-too-deep");
  EXPECT_TRUE(read_xml(repeated("<a>", 200) + repeated("</a>", 200)));
}

TEST(Xml, RefusesManyAttributesBeforeTheParserSeesThem) {
  std::string tag = "<a";
  for (int i = 0; i < 100'000; ++i) tag += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(code(tag + "/>"), "xml-too-many-attributes");
  std::string just = "<a";
  for (int i = 0; i < 256; ++i) just += " a" + std::to_string(i) + "=''";
  EXPECT_TRUE(read_xml(just + "/>"));
  EXPECT_EQ(code(just + " one=''/>"), "xml-too-many-attributes");
}

TEST(Xml, RefusesManyNamespacesInScope) {
  const auto level = [](int from, const char* equals) {
    std::string tag = "<a";
    for (int i = from; i < from + 100; ++i)
      tag += " xmlns:n" + std::to_string(i) + equals + "'urn:" + std::to_string(i) + "'";
    return tag + ">";
  };
  for (const char* equals : {"=", " = ", "\n="}) {
    EXPECT_EQ(code(level(0, equals) + level(100, equals) + level(200, equals) + "</a></a></a>"),
              "xml-too-many-namespaces");
  }
  EXPECT_TRUE(read_xml("<r>" + level(0, "=") + "</a>" + level(100, "=") + "</a>" + level(200, "=") + "</a></r>"))
      << "those of closed elements do not count";
}

TEST(Xml, RefusesLongTagsAndTexts) {
  EXPECT_EQ(code("<a b='" + std::string(70'000, 'x') + "'/>"), "xml-tag-too-long");
  EXPECT_EQ(code("<a" + std::string(70'000, ' ') + "/>"), "xml-tag-too-long");
  EXPECT_EQ(code("<a>" + std::string(1'100'000, 'x') + "</a>"), "xml-text-too-long");
  EXPECT_EQ(code("<a><![CDATA[" + std::string(1'100'000, 'x') + "]]></a>"), "xml-text-too-long");
  EXPECT_EQ(code("<a>" + repeated("xx<b/>", 110'000) + repeated(std::string(10'000, 'x') + "<b/>", 100) + "</a>"),
            "xml-text-too-long");
}

TEST(Xml, RefusesLargeFilesAndManyElements) {
  EXPECT_EQ(code(std::string((10u << 20) + 1, ' ')), "xml-too-large");
  EXPECT_EQ(code("<a>" + repeated("<b/>", 200'000) + "</a>"), "xml-too-many-elements");
  XmlLimits few;
  few.attributes = 10;
  EXPECT_EQ(code("<a>" + repeated("<b c='' d=''/>", 6) + "</a>", few), "xml-too-many-attributes");
}

TEST(Xml, RefusesOtherEncodings) {
  EXPECT_EQ(code(std::string_view("<\0a\0/\0>\0", 8)), "xml-not-utf-8");
  EXPECT_EQ(code(std::string_view("\xFF\xFE<\0a\0/\0>\0", 10)), "xml-not-utf-8");
  EXPECT_EQ(code(std::string_view("\xFE\xFF\0<\0a\0/\0>", 10)), "xml-not-utf-8");
  EXPECT_EQ(code("<a>\xC7\xEB\xBC\xD9</a>"), "xml-not-utf-8") << "GBK";
  EXPECT_EQ(code("<?xml version='1.0' encoding='GBK'?><a>中</a>"), "xml-not-utf-8");
  EXPECT_EQ(code("<?xml version='1.0' encoding='UTF-16'?><a/>"), "xml-not-utf-8");
  EXPECT_EQ(code("<?xml version='1.0' encoding='UTF-7'?><a/>"), "xml-not-utf-8");
  EXPECT_TRUE(read_xml("<?xml version='1.0' encoding='ISO-8859-1'?><a/>")) << "plain ASCII is the same in both";
  EXPECT_TRUE(read_xml("<?xml version='1.0' encoding='utf-8'?><a>中</a>"));
  EXPECT_EQ(refused("<a>\n\xFF</a>").where.line, 2);
}

TEST(Xml, RefusesNulBytes) {
  EXPECT_EQ(code(std::string_view("<a>\0</a>", 8)), "xml-nul");
}

TEST(Xml, SaysWhereMalformedXmlIsWrong) {
  for (const char* text :
       {"", "x", "<", "<a", "<a>", "<a></b>", "<a b></a>", "<a b=c/>", "<a b='1' b='2'/>", "<a/><b/>", "<a>&</a>",
        "<a>&#0;</a>", "<p:a/>", "<a p:b=''/>", "<a>]]></a>", "<a><!-- -- --></a>", "</a>", "<a/>x", "<a b='<'/>"}) {
    SCOPED_TRACE(text);
    const std::string got = code(text);
    EXPECT_TRUE(got == "xml-malformed" || got == "xml-truncated") << got;
  }
  EXPECT_EQ(refused("<a>\n  <b>\n</a>").where.line, 3);
}

TEST(Utf8, FollowsRfc3629) {
  for (const char* good : {"a", "é", "中", "😀", "\xF4\x8F\xBF\xBF"})
    EXPECT_EQ(find_invalid_utf8(good), std::string_view::npos) << good;
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE4\xB8"}) {
    EXPECT_EQ(find_invalid_utf8(bad), 0u) << bad;
  }
  EXPECT_EQ(first_code_points("中国人", 2), "中国");
  EXPECT_EQ(count_code_points("中国人"), 3u);
}

}  // namespace
}  // namespace bihuan::definitions
