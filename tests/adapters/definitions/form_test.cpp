// Decides what a form schema means and which values fit it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/definitions/form_check.h"
#include "adapters/definitions/form_reader.h"

namespace bihuan::definitions {
namespace {

using definition::FieldAccess;
using testing::ElementsAre;
using testing::IsEmpty;

std::string form_file(std::string_view components) {
  return R"({"id":"hazard","type":"default","schemaVersion":16,"components":[)" + std::string(components) + "]}";
}

FormSchema form(std::string_view components) {
  auto read = read_form(form_file(components), "t.form");
  if (read) return std::move(*read);
  for (const auto& d : read.error()) ADD_FAILURE() << d.code << d.message_zh << d.message_en;
  return {};
}

std::string form_code(std::string_view bytes) {
  const auto read = read_form(bytes, "t.form");
  if (!read) return read.error().at(0).code;
  ADD_FAILURE() << "was read: " << bytes;
  return "";
}

/// "code pointer" of each error.
std::vector<std::string> faults(const FormSchema& schema, const ContextEntries& values,
                                const std::vector<FieldAccess>& access = {}) {
  std::vector<std::string> result;
  for (const FieldError& e : check_values(schema, access, values, feel::Environment{})) {
    EXPECT_FALSE(e.message_zh.empty() || e.message_en.empty());
    result.push_back(e.code + " " + e.pointer);
  }
  return result;
}

std::vector<std::string> fault_of(std::string_view component, Value value) {
  return faults(form(component), {{"a", std::move(value)}});
}

TEST(FormReader, ReadsFieldsAndTheirRules) {
  const FormSchema schema = form(R"({"type":"text","text":"# 标题"},
    {"type":"textfield","key":"place","label":"地点","validate":{"required":true,"minLength":2,"maxLength":50,"pattern":"^[一-龥]+$"}},
    {"type":"number","key":"n","label":"数","decimalDigits":2,"validate":{"min":0,"max":9.5},"readonly":true},
    {"type":"select","key":"g","values":[{"label":"高","value":"high"},{"label":"低","value":1}]},
    {"type":"group","path":"person","components":[{"type":"textfield","key":"name"}]},
    {"type":"datetime","subtype":"datetime","key":"at","dateLabel":"时间"},
    {"type":"dynamiclist","path":"rows","components":[{"type":"checkbox","key":"ok","disabled":true}]},
    {"type":"button","action":"submit"})");
  EXPECT_EQ(schema.id, "hazard");
  ASSERT_EQ(schema.fields.size(), 6u);
  EXPECT_EQ(schema.fields[0].key, "place");
  EXPECT_EQ(schema.fields[0].label, "地点");
  EXPECT_TRUE(schema.fields[0].required);
  EXPECT_EQ(schema.fields[0].min_length, 2);
  EXPECT_EQ(schema.fields[0].max_length, 50);
  EXPECT_EQ(schema.fields[0].pattern, "^[一-龥]+$");
  EXPECT_TRUE(schema.fields[1].readonly);
  EXPECT_EQ(schema.fields[1].max->text(), "9.5");
  EXPECT_EQ(schema.fields[1].decimal_digits, 2);
  ASSERT_EQ(schema.fields[2].options.size(), 2u);
  EXPECT_EQ(schema.fields[2].options[0].label, "高");
  EXPECT_EQ(schema.fields[2].options[1].value, Value(1));
  EXPECT_EQ(schema.fields[3].key, "person.name");
  EXPECT_EQ(schema.fields[4].type, FieldType::DateTime);
  EXPECT_EQ(schema.fields[4].label, "时间");
  EXPECT_EQ(schema.fields[5].type, FieldType::Rows);
  EXPECT_EQ(schema.fields[5].fields.at(0).key, "ok");
  EXPECT_TRUE(schema.text.starts_with("{"));
}

TEST(FormReader, RefusesWhatIsNoForm) {
  EXPECT_EQ(form_code("{"), "json-malformed");
  EXPECT_EQ(form_code("[]"), "bad-form");
  EXPECT_EQ(form_code("{\"components\":[]}"), "bad-form");
  EXPECT_EQ(form_code("{\"id\":\"x\"}"), "bad-form");
  EXPECT_EQ(form_code(form_file(R"({"type":"hologram","key":"a"})")), "bad-form");
  EXPECT_EQ(form_code(form_file(R"({"type":"textfield"})")), "bad-form");
  EXPECT_EQ(form_code(form_file(R"({"type":"textfield","key":"a"},{"type":"number","key":"a"})")), "bad-form");
  EXPECT_EQ(form_code(form_file(R"json({"type":"textfield","key":"a","validate":{"pattern":"(?=x)"}})json")),
            "bad-form");
  EXPECT_EQ(form_code(form_file(R"({"type":"textfield","key":"a","conditional":{"hide":"=if"}})")), "bad-form");
  EXPECT_EQ(form_code(form_file(R"({"type":"select","key":"a","values":[{"label":"x"}]})")), "bad-form");
}

TEST(FormReader, RefusesHostileJson) {
  EXPECT_EQ(form_code(std::string(100'000, '[')), "json-too-deep");
  EXPECT_EQ(form_code("{\"a\":1,\"a\":2}"), "json-duplicate-name");
  EXPECT_EQ(form_code("\xFF"), "json-not-utf-8");
  EXPECT_EQ(form_code(std::string((4u << 20) + 1, ' ')), "json-too-large");
  EXPECT_EQ(form_code("{\"a\":1e999999}"), "json-malformed");
  std::string many = "[0";
  for (int i = 0; i < 200'001; ++i) many += ",0";
  EXPECT_EQ(form_code(many + "]"), "json-too-many-values");
  const std::string whole = form_file(R"({"type":"textfield","key":"a"})");
  for (std::size_t cut = 0; cut < whole.size(); ++cut) EXPECT_FALSE(read_form(whole.substr(0, cut), "t.form")) << cut;
  const auto where = read_form("{\n  \"id\": 中\n}", "t.form");
  EXPECT_EQ(where.error().at(0).where.line, 2);
  EXPECT_EQ(where.error().at(0).file, "t.form");
}

TEST(FormCheck, RequiredMeansSomethingWasEntered) {
  const FormSchema schema = form(
      R"({"type":"textfield","key":"a","validate":{"required":true}},{"type":"checkbox","key":"b","validate":{"required":true}},
    {"type":"taglist","key":"c","values":[{"value":"x"}],"validate":{"required":true}},{"type":"number","key":"d","validate":{"required":true}})");
  EXPECT_THAT(faults(schema, {}), ElementsAre("required /a", "required /b", "required /c", "required /d"));
  EXPECT_THAT(faults(schema, {{"a", " "}, {"b", false}, {"c", List{}}, {"d", Value()}}),
              ElementsAre("required /a", "required /b", "required /c", "required /d"));
  EXPECT_THAT(faults(schema, {{"a", "x"}, {"b", true}, {"c", List{"x"}}, {"d", 0}}), IsEmpty());
}

TEST(FormCheck, TypesAreCompared) {
  EXPECT_THAT(fault_of(R"({"type":"textfield","key":"a"})", 1), ElementsAre("wrong-type /a"));
  EXPECT_THAT(fault_of(R"({"type":"textarea","key":"a"})", "多行\n文字"), IsEmpty());
  EXPECT_THAT(fault_of(R"({"type":"number","key":"a"})", "1"), ElementsAre("wrong-type /a"));
  EXPECT_THAT(fault_of(R"({"type":"number","key":"a","serializeToString":true})", "1.5"), IsEmpty());
  EXPECT_THAT(fault_of(R"({"type":"checkbox","key":"a"})", "true"), ElementsAre("wrong-type /a"));
  EXPECT_THAT(fault_of(R"({"type":"checkbox","key":"a"})", false), IsEmpty());
  EXPECT_THAT(fault_of(R"({"type":"checklist","key":"a","values":[{"value":"x"}]})", "x"),
              ElementsAre("wrong-type /a"));
  EXPECT_THAT(fault_of(R"({"type":"filepicker","key":"a"})", 5), ElementsAre("wrong-type /a"));
  EXPECT_THAT(fault_of(R"({"type":"filepicker","key":"a"})", "att-1"), IsEmpty());
  EXPECT_THAT(fault_of(R"({"type":"filepicker","key":"a"})", List{"att-1", "att-2"}), ElementsAre("wrong-length /a"));
  EXPECT_THAT(fault_of(R"({"type":"filepicker","key":"a","multiple":true})", List{"att-1", "att-2"}), IsEmpty());
}

TEST(FormCheck, TemporalsAreValuesOrIsoTexts) {
  constexpr const char* date = R"({"type":"datetime","subtype":"date","key":"a"})";
  EXPECT_THAT(fault_of(date, Date{2026, 10, 1}), IsEmpty());
  EXPECT_THAT(fault_of(date, "2026-10-01"), IsEmpty());
  EXPECT_THAT(fault_of(date, "2026-13-01"), ElementsAre("wrong-type /a"));
  constexpr const char* time = R"({"type":"datetime","subtype":"time","key":"a"})";
  EXPECT_THAT(fault_of(time, "09:30"), IsEmpty());
  EXPECT_THAT(fault_of(time, "09:30:00+08:00"), IsEmpty());
  EXPECT_THAT(fault_of(time, "25:30"), ElementsAre("wrong-type /a"));
  constexpr const char* moment = R"({"type":"datetime","subtype":"datetime","key":"a"})";
  EXPECT_THAT(fault_of(moment, "2026-10-01T09:30"), IsEmpty());
  EXPECT_THAT(fault_of(moment, "2026-10-01T09:30:00+08:00"), IsEmpty());
  EXPECT_THAT(fault_of(moment, "2026-10-01"), ElementsAre("wrong-type /a"));
}

TEST(FormCheck, RangesLengthsAndPatterns) {
  constexpr const char* number = R"({"type":"number","key":"a","decimalDigits":1,"validate":{"min":0,"max":9.5}})";
  EXPECT_THAT(fault_of(number, -1), ElementsAre("out-of-range /a"));
  EXPECT_THAT(fault_of(number, *Decimal::parse("9.6")), ElementsAre("out-of-range /a"));
  EXPECT_THAT(fault_of(number, *Decimal::parse("9.25")), ElementsAre("out-of-range /a"));
  EXPECT_THAT(fault_of(number, *Decimal::parse("9.50")), IsEmpty());
  constexpr const char* text =
      R"({"type":"textfield","key":"a","validate":{"minLength":2,"maxLength":3,"pattern":"^[一-龥]+$"}})";
  EXPECT_THAT(fault_of(text, "隐患"), IsEmpty());
  EXPECT_THAT(fault_of(text, "隐"), ElementsAre("wrong-length /a"));
  EXPECT_THAT(fault_of(text, "重大隐患"), ElementsAre("wrong-length /a")) << "characters count, not bytes";
  EXPECT_THAT(fault_of(text, "abc"), ElementsAre("wrong-pattern /a"));
  EXPECT_THAT(fault_of(text, ""), IsEmpty()) << "an optional field may stay empty";
  EXPECT_THAT(fault_of(R"({"type":"textfield","key":"a","validate":{"validationType":"email"}})", "a@b"),
              ElementsAre("wrong-pattern /a"));
  EXPECT_THAT(fault_of(R"({"type":"textfield","key":"a","validate":{"validationType":"phone"}})", "+86 21 1234"),
              IsEmpty());
}

TEST(FormCheck, OptionsAreCompared) {
  constexpr const char* radio = R"({"type":"radio","key":"a","values":[{"value":"x"},{"value":2}]})";
  EXPECT_THAT(fault_of(radio, "x"), IsEmpty());
  EXPECT_THAT(fault_of(radio, 2), IsEmpty());
  EXPECT_THAT(fault_of(radio, "y"), ElementsAre("no-option /a"));
  EXPECT_THAT(fault_of(R"({"type":"checklist","key":"a","values":[{"value":"x"}]})", List{"x", "y"}),
              ElementsAre("no-option /a"));
  EXPECT_THAT(fault_of(R"({"type":"select","key":"a","valuesKey":"people"})", "anybody"), IsEmpty())
      << "known only in the browser";
}

TEST(FormCheck, UnknownFieldsAreRefusedAtAnyDepth) {
  const FormSchema schema = form(
      R"({"type":"textfield","key":"a/b"},{"type":"group","path":"p","components":[{"type":"textfield","key":"n"}]},
    {"type":"dynamiclist","path":"rows","components":[{"type":"number","key":"n"}]})");
  EXPECT_THAT(faults(schema, {{"a/b", "x"}, {"p", ContextEntries{{"n", "y"}}}}), IsEmpty());
  EXPECT_THAT(faults(schema, {{"z", 1}}), ElementsAre("unknown-field /z"));
  EXPECT_THAT(faults(schema, {{"p", ContextEntries{{"m", 1}}}}), ElementsAre("unknown-field /p/m"));
  EXPECT_THAT(faults(schema, {{"p.n", "x"}}), ElementsAre("unknown-field /p.n")) << "a dotted name is no path";
  EXPECT_THAT(faults(schema, {{"a/c", 1}}), ElementsAre("unknown-field /a~1c"));
  EXPECT_THAT(faults(schema, {{"rows", List{ContextEntries{{"n", 1}}, ContextEntries{{"n", "x"}, {"q", 1}}}}}),
              ElementsAre("wrong-type /rows/1/n", "unknown-field /rows/1/q"));
  EXPECT_THAT(faults(schema, {{"rows", List{1}}}), ElementsAre("wrong-type /rows"));
}

TEST(FormCheck, AccessOfTheStepRules) {
  const FormSchema schema = form(
      R"({"type":"textfield","key":"a"},{"type":"textfield","key":"b","readonly":true},{"type":"textfield","key":"c","validate":{"required":true}})");
  EXPECT_THAT(faults(schema, {{"a", "x"}, {"b", "x"}, {"c", "x"}}), ElementsAre("not-editable /b"));
  EXPECT_THAT(faults(schema, {{"a", "x"}}, {{"a", "readonly", false}, {"c", "hidden", false}}),
              ElementsAre("not-editable /a"))
      << "a hidden field is not required";
  EXPECT_THAT(faults(schema, {{"c", "x"}}, {{"a", "", true}, {"b", "editable", true}}),
              ElementsAre("required /a", "required /b"));
}

TEST(FormCheck, AFieldThatItsConditionHidesIsNeitherRequiredNorTaken) {
  const FormSchema schema = form(
      R"({"type":"number","key":"n"},{"type":"textfield","key":"why","validate":{"required":true},"conditional":{"hide":"=n < 10"}})");
  EXPECT_THAT(faults(schema, {{"n", 5}}), IsEmpty());
  EXPECT_THAT(faults(schema, {{"n", 5}, {"why", "x"}}), ElementsAre("not-editable /why"));
  EXPECT_THAT(faults(schema, {{"n", 15}}), ElementsAre("required /why"));
  EXPECT_THAT(faults(schema, {}), ElementsAre("required /why")) << "null is not true";
}

TEST(FormCheck, AThousandFaultsMakeAShortList) {
  ContextEntries values;
  for (int i = 0; i < 1000; ++i) values.emplace_back("x" + std::to_string(i), i);
  EXPECT_EQ(faults(form(""), values).size(), 200u);
}

}  // namespace
}  // namespace bihuan::definitions
