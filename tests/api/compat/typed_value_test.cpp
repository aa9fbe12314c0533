// {value, type, valueInfo} both ways.
#include "api/compat/typed_value.h"

#include <gtest/gtest.h>

#include "adapters/codec/json.h"
#include "adapters/system/clock.h"

namespace bihuan::compat {
namespace {

std::expected<Value, InputFault> read(const char* json) {
  return read_typed(*codec::parse_json(json), "/x");
}

std::string written(const Value& value) {
  return typed_json(value, &system::zones());
}

std::string round_trip(const char* json) {
  const auto value = read(json);
  return value ? written(*value) : "fault at " + value.error().pointer;
}

TEST(TypedValue, ANumberIsIntegerLongOrDoubleByWhatItIs) {
  EXPECT_EQ(written(Value(5)), R"({"value":5,"type":"Integer","valueInfo":{}})");
  EXPECT_EQ(written(Value(std::int64_t{5'000'000'000})), R"({"value":5000000000,"type":"Long","valueInfo":{}})");
  EXPECT_EQ(written(Value(*Decimal::parse("2.5"))), R"({"value":2.5,"type":"Double","valueInfo":{}})");
}

TEST(TypedValue, AWordForEachTypeIsRead) {
  EXPECT_EQ(round_trip(R"({"value":"7","type":"Integer"})"), R"({"value":7,"type":"Integer","valueInfo":{}})");
  EXPECT_EQ(round_trip(R"({"value":true,"type":"Boolean"})"), R"({"value":true,"type":"Boolean","valueInfo":{}})");
  EXPECT_EQ(round_trip(R"({"value":"文字","type":"String"})"), R"({"value":"文字","type":"String","valueInfo":{}})");
  EXPECT_EQ(round_trip(R"({"value":null,"type":"Null"})"), R"({"value":null,"type":"Null","valueInfo":{}})");
  EXPECT_EQ(round_trip(R"({"value":null,"type":"String"})"), R"({"value":null,"type":"Null","valueInfo":{}})");
}

TEST(TypedValue, ListsAndObjectsAreJsonTexts) {
  const std::string json = R"({"value":"[1,{\"a\":2}]","type":"Json","valueInfo":{}})";
  EXPECT_EQ(round_trip(R"({"value":"[1,{\"a\":2}]","type":"json"})"), json);
  EXPECT_EQ(round_trip(R"({"value":"[1,{\"a\":2}]","type":"Object",
      "valueInfo":{"objectTypeName":"java.util.ArrayList","serializationDataFormat":"application/json"}})"),
            json);
}

TEST(TypedValue, ADateKeepsItsMoment) {
  EXPECT_EQ(round_trip(R"({"value":"2026-11-20T09:01:00.000+0800","type":"Date"})"),
            R"({"value":"2026-11-20T09:01:00.000+0800","type":"Date","valueInfo":{}})");
  EXPECT_EQ(round_trip(R"({"value":"2026-11-20T01:01:00.000+0000","type":"date"})"),
            R"({"value":"2026-11-20T09:01:00.000+0800","type":"Date","valueInfo":{}})");
}

TEST(TypedValue, WhatDoesNotFitItsTypeIsNamed) {
  EXPECT_EQ(round_trip(R"({"value":"x","type":"Integer"})"), "fault at /x/value");
  EXPECT_EQ(round_trip(R"({"value":1.5,"type":"Long"})"), "fault at /x/value");
  EXPECT_EQ(round_trip(R"({"value":"{","type":"Json"})"), "fault at /x/value");
  EXPECT_EQ(round_trip(R"({"value":"yesterday","type":"Date"})"), "fault at /x/value");
  EXPECT_EQ(round_trip(R"({"value":"x","type":"Bytes"})"), "fault at /x/type");
  EXPECT_EQ(round_trip(R"({"value":"rO0AB","type":"Object",
      "valueInfo":{"serializationDataFormat":"application/x-java-serialized-object"}})"),
            "fault at /x/value");
  EXPECT_EQ(round_trip("5"), "fault at /x");
}

TEST(TypedValue, EveryFaultOfSeveralVariablesIsNamed) {
  const auto given = *codec::parse_json(R"({"a":{"value":1},"b":{"value":"x","type":"Long"},"c":3})");
  const auto variables = read_typed_variables(&given, "/variables");
  ASSERT_FALSE(variables.has_value());
  ASSERT_EQ(variables.error().size(), 2u);
  EXPECT_EQ(variables.error()[0].pointer, "/variables/b/value");
  EXPECT_EQ(variables.error()[1].pointer, "/variables/c");
}

}  // namespace
}  // namespace bihuan::compat
