// Rules of the text forms of ids and moments.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/time.h"

namespace bihuan::codec {
namespace {

TEST(Ids, AnIdHasOneText) {
  EXPECT_EQ(text(InstanceId{42}), "42");
  EXPECT_EQ(parse_instance_id("18446744073709551615"), (InstanceId{18446744073709551615ull}));
  for (const char* no : {"", "0", "042", "+42", "-1", " 42", "42 ", "4x", "18446744073709551616", "４２"})
    EXPECT_FALSE(parse_instance_id(no)) << no;
}

TEST(Ids, AReferenceNamesItsInstance) {
  EXPECT_EQ(text(InstanceId{42}, WorkId{7}), "42-7");
  EXPECT_EQ(parse_reference("42-7"), (Reference{{42}, 7}));
  for (const char* no : {"", "-", "42", "42-", "-7", "42-0", "42-07", "42--7", "42-7-1", "42 -7", "a-b"})
    EXPECT_FALSE(parse_reference(no)) << no;
}

TEST(Times, MomentsAreWrittenInUtcWithMicroseconds) {
  EXPECT_EQ(text(Instant{0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(text(Instant{-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(text(*parse_instant("2026-09-28T09:00:00+08:00")), "2026-09-28T01:00:00.000000Z");
  EXPECT_EQ(text(*parse_instant("2026-09-28T01:00:00Z"), 480), "2026-09-28T09:00:00.000000+08:00");
  EXPECT_EQ(text(*parse_instant("2026-09-28T01:00:00Z"), -210), "2026-09-27T21:30:00.000000-03:30");
}

TEST(Times, EveryOffsetAndFractionIsRead) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:01.5Z"), (Instant{1'500'000}));
  EXPECT_EQ(parse_instant("1970-01-01t00:00:00.1234569z"), (Instant{123'456}));
  EXPECT_EQ(parse_instant("1969-12-31T16:00:00-08:00"), (Instant{0}));
  EXPECT_EQ(parse_instant("2024-02-29T00:00:00Z")->us, 1'709'164'800'000'000);
}

TEST(Times, WhatIsNotRfc3339IsRefused) {
  for (const char* no :
       {"", "2026-09-28", "2026-09-28T01:00:00", "2026-09-28T01:00Z", "2026-09-28 01:00:00Z", "2026-02-29T01:00:00Z",
        "2026-13-01T01:00:00Z", "2026-09-28T24:00:00Z", "2026-09-28T01:60:00Z", "2026-09-28T01:00:60Z",
        "2026-09-28T01:00:00.Z", "2026-09-28T01:00:00+08", "2026-09-28T01:00:00+0800", "2026-09-28T01:00:00+24:00",
        "2026-09-28T01:00:00Zx", "26-09-28T01:00:00Z", "+2026-09-28T01:00:00Z"})
    EXPECT_FALSE(parse_instant(no)) << no;
}

TEST(Times, MomentsOutsideTheCalendarAreStillWritten) {
  EXPECT_EQ(text(Instant{INT64_MAX}), "+294247-01-10T04:00:54.775807Z");
  EXPECT_EQ(text(Instant{INT64_MIN}), "-290308-12-21T19:59:05.224192Z");
  EXPECT_FALSE(text(Instant{INT64_MAX}, 480).empty());
}

RC_GTEST_PROP(Times, AnyMomentComesBack, ()) {
  const Instant at{*rc::gen::inRange<std::int64_t>(-62'167'219'200'000'000, 253'402'300'799'999'999)};
  const int offset = *rc::gen::inRange(-14 * 60, 14 * 60);
  RC_ASSERT(parse_instant(text(at)) == at);
  if (text(at, offset)[0] != '+' && text(at, offset)[0] != '-') RC_ASSERT(parse_instant(text(at, offset)) == at);
}

}  // namespace
}  // namespace bihuan::codec
