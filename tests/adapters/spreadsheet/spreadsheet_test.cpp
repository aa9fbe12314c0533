// What is written reads back; what others write reads as people see it; what is hostile is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <map>

#include "adapters/spreadsheet/cell_text.h"
#include "adapters/spreadsheet/reader.h"
#include "adapters/spreadsheet/writer.h"

namespace bihuan::spreadsheet {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// An archive of these parts.
std::string archive(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* made = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [path, bytes] : parts) {
    zip_source_t* source = zip_source_buffer(made, bytes.data(), bytes.size(), 0);
    zip_file_add(made, path.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  zip_close(made);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string out(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return out;
}

constexpr const char* relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string link(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + relationships + "/" + type + "\" Target=\"" + target + "\"/>";
}

/// The parts of a file with one sheet.
std::map<std::string, std::string> parts(const std::string& rows, const std::string& strings = "",
                                         const std::string& styles = "", const std::string& settings = "") {
  const std::string ns = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  return {{"_rels/.rels", "<Relationships>" + link("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
          {"xl/workbook.xml", "<workbook" + ns + " xmlns:r=\"" + relationships + "\">" + settings +
                                  "<sheets><sheet name=\"人员\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels", "<Relationships>" + link("r1", "worksheet", "worksheets/sheet1.xml") +
                                             link("r2", "sharedStrings", "/xl/sharedStrings.xml") +
                                             link("r3", "styles", "styles.xml") + "</Relationships>"},
          {"xl/sharedStrings.xml", "<sst" + ns + ">" + strings + "</sst>"},
          {"xl/styles.xml", "<styleSheet" + ns + ">" + styles + "</styleSheet>"},
          {"xl/worksheets/sheet1.xml", "<worksheet" + ns + "><sheetData>" + rows + "</sheetData></worksheet>"}};
}

Table only_sheet(const std::map<std::string, std::string>& of) {
  const auto read_back = read(archive(of));
  EXPECT_TRUE(read_back) << (read_back ? "" : read_back.error().message_en);
  if (!read_back || read_back->size() != 1) return {};
  return read_back->front();
}

std::string refusal(const std::string& bytes, const ReadLimits& limits = {}) {
  const auto outcome = read(bytes, limits);
  return outcome ? "taken" : outcome.error().message_en;
}

TEST(Spreadsheet, WhatIsWrittenReadsBack) {
  const Instant moment{1'790'557'200'000'000};  // 2026-09-28T09:00:00+08:00
  const auto bytes =
      write({{"事项", {{"名称"}, {"数"}, {"时间"}}, {{{std::string("青石社区")}, {std::int64_t{42}}, {moment}}}},
             {"空", {{"列"}}, {}}});
  ASSERT_TRUE(bytes) << bytes.error();
  const auto tables = read(*bytes);
  ASSERT_TRUE(tables) << tables.error().message_en;
  ASSERT_EQ(tables->size(), 2u);
  EXPECT_EQ(tables->at(0).name, "事项");
  ASSERT_EQ(tables->at(0).rows.size(), 2u);
  EXPECT_THAT(tables->at(0).rows[0].cells, ElementsAre("名称", "数", "时间"));
  EXPECT_THAT(tables->at(0).rows[1].cells, ElementsAre("青石社区", "42", "2026-09-28 09:00"));
  EXPECT_EQ(tables->at(1).rows.size(), 1u);
}

TEST(Spreadsheet, ATextIsNeverWrittenAsAFormula) {
  const auto bytes = write({{"s", {{"a"}}, {{{std::string("=1+1")}}, {{std::string("{=A1}")}}}}});
  ASSERT_TRUE(bytes);
  const auto tables = read(*bytes);
  ASSERT_TRUE(tables);
  EXPECT_THAT(tables->front().rows[1].cells, ElementsAre("=1+1"));
  EXPECT_THAT(tables->front().rows[2].cells, ElementsAre("{=A1}"));
}

TEST(Spreadsheet, ATextThatACellDoesNotTakeIsCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "整";
  const auto bytes = write({{"s", {{"a"}}, {{{text}}}}});
  ASSERT_TRUE(bytes);
  const auto tables = read(*bytes, {.text_bytes = 1u << 20});
  ASSERT_TRUE(tables) << tables.error().message_en;
  const std::string& cell = tables->front().rows[1].cells[0];
  EXPECT_TRUE(cell.ends_with("整…"));
  EXPECT_LT(cell.size(), 3 * 32'768u);
}

TEST(Spreadsheet, ANameThatIsNoSheetsNameIsRefused) {
  EXPECT_FALSE(write({{"a/b", {{"a"}}, {}}}));
  EXPECT_FALSE(write({{"a", {{"a"}}, {}}, {"a", {{"a"}}, {}}}));
}

TEST(Spreadsheet, ReadsSharedInlineAndComputedTexts) {
  const Table table = only_sheet(parts(
      R"(<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t> 甲 </t></is></c>
         <c r="D3" t="str"><f>A1&amp;"x"</f><v>乙</v></c><c r="E3" t="s"><v>1</v></c></row><row/>
         <row><c><v>7</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>)",
      "<si><t>青</t></si><si><r><t>一</t></r><r><t>二</t></r><rPh><t>yi</t></rPh></si>"));
  EXPECT_EQ(table.name, "人员");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].number, 3);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("青", "", "甲", "乙", "一二"));
  EXPECT_EQ(table.rows[1].number, 5);
  EXPECT_THAT(table.rows[1].cells, ElementsAre("7", "TRUE"));
}

TEST(Spreadsheet, ReadsNumbersAndDaysAsPeopleSeeThem) {
  const Table table = only_sheet(parts(
      R"(<row><c><v>1.3800138E10</v></c><c><v>0.1</v></c><c s="1"><v>46347</v></c><c s="2"><v>46347.354166667</v></c>
               <c s="3"><v>0.5</v></c><c s="4"><v>12</v></c></row>)",
      "",
      R"(<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; hh:mm"/>
               <numFmt numFmtId="165" formatCode="[Red]0&quot;days&quot;"/></numFmts>
               <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs>)"));
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("13800138000", "0.1", "2026-11-21", "2026-11-21 08:30", "12:00", "12"));
}

TEST(Spreadsheet, CountsDaysFrom1904WhereTheFileSaysSo) {
  EXPECT_EQ(number_text("0", Shown::Day, true), "1904-01-01");
  EXPECT_EQ(number_text("61", Shown::Day, false), "1900-03-01");
  EXPECT_EQ(number_text("1", Shown::Day, false), "1900-01-01");
  EXPECT_EQ(number_text("3000000", Shown::Day, false), "3000000");
}

TEST(Spreadsheet, WritesOfControlCharactersAreReadBack) {
  EXPECT_EQ(unescaped("a_x000A_b_x005F_"), "a\nb_");
  EXPECT_EQ(unescaped("_xZZZZ__x0"), "_xZZZZ__x0");
  EXPECT_EQ(unescaped("_xD800_"), "");
}

TEST(Spreadsheet, WhatIsNoSheetFileIsRefused) {
  EXPECT_THAT(refusal(""), HasSubstr("none or it is damaged"));
  EXPECT_THAT(refusal("姓名,单位\n"), HasSubstr("none or it is damaged"));
  EXPECT_THAT(refusal(archive({{"a.txt", "x"}})), HasSubstr("none or it is damaged"));
  EXPECT_THAT(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), HasSubstr("without a password"));
  std::string cut = archive(parts("<row/>"));
  cut.resize(cut.size() / 2);
  EXPECT_THAT(refusal(cut), HasSubstr("none or it is damaged"));
}

TEST(Spreadsheet, APartThatUnpacksToTooMuchIsRefusedWhileItUnpacks) {
  auto bomb = parts("<row/>");
  bomb["xl/sharedStrings.xml"] = "<sst><si><t>" + std::string(8u << 20, 'a') + "</t></si></sst>";
  const std::string bytes = archive(bomb);
  EXPECT_LT(bytes.size(), 64u << 10);
  EXPECT_THAT(refusal(bytes, {.part_bytes = 1u << 20}), HasSubstr("smaller"));
  EXPECT_THAT(refusal(bytes, {.unpacked_bytes = 2u << 20}), HasSubstr("smaller"));
}

TEST(Spreadsheet, DocumentTypesAndEntitiesAreRefused) {
  auto evil = parts("<row/>");
  evil["xl/workbook.xml"] =
      R"(<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><workbook><sheets/>&a;</workbook>)";
  EXPECT_THAT(refusal(archive(evil)), HasSubstr("readable"));
}

TEST(Spreadsheet, LimitsOfRowsSheetsAndTextsHold) {
  EXPECT_THAT(refusal(archive(parts("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>")), {.rows = 1}),
              HasSubstr("at most 1 rows"));
  EXPECT_THAT(refusal(archive(parts(R"(<row><c t="str"><v>long</v></c></row>)")), {.text_bytes = 3}),
              HasSubstr("at most 3 bytes"));
  EXPECT_THAT(refusal(archive(parts("<row/>")), {.entries = 3}), HasSubstr("smaller"));
  EXPECT_THAT(refusal(archive(parts("<row/>")), {.sheets = 0}), HasSubstr("at most 0 sheets"));
}

TEST(Spreadsheet, AReferenceFarToTheRightCostsNothing) {
  const Table table = only_sheet(parts(R"(<row><c r="XFD1"><v>1</v></c><c r="A1"><v>2</v></c></row>)"));
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("2"));
}

}  // namespace
}  // namespace bihuan::spreadsheet
