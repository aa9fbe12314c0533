// Rules of the stored bytes: what goes in comes back, one value has one form, other versions and hostile bytes are met.
#include "adapters/codec/records.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "engine/base/check.h"
#include "random_records.h"

namespace bihuan::codec {
namespace {

RC_GTEST_PROP(Records, AnyEventsComeBackAsTheyWere, ()) {
  const auto events = random::make<std::vector<Event>>();
  const auto back = decode_events(encode_events(events));
  RC_ASSERT(back.has_value());
  RC_ASSERT(random::same(events, *back));
  RC_ASSERT(encode_events(*back) == encode_events(events));
}

RC_GTEST_PROP(Records, AnyScopeComesBackAsItWas, ()) {
  const auto scope = random::make<state::Scope>();
  const auto back = decode_scope(encode_scope(scope));
  RC_ASSERT(back.has_value());
  RC_ASSERT(random::same(scope, *back));
  RC_ASSERT(encode_scope(*back) == encode_scope(scope));
}

RC_GTEST_PROP(Records, AnyHeaderCommandAndVariablesComeBack, ()) {
  const auto header = random::make<state::Header>();
  const auto command = random::make<Command>();
  const auto variables = random::make<state::Variables>();
  RC_ASSERT(random::same(header, decode_header(encode_header(header)).value()));
  RC_ASSERT(random::same(command, decode_command(encode_command(command)).value()));
  RC_ASSERT(random::same(variables, decode_variables(encode_variables(variables)).value()));
}

RC_GTEST_PROP(Records, ChangedBytesAreRefusedOrReadButNeverHarm, ()) {
  std::string bytes = encode_scope(random::make<state::Scope>());
  for (std::int64_t n = random::number(1, 4); n > 0; --n) {
    const auto at = static_cast<std::size_t>(random::number(0, static_cast<std::int64_t>(bytes.size()) - 1));
    bytes[at] = static_cast<char>(random::number(0, 255));
  }
  const auto back = decode_scope(bytes);
  if (!back) RC_ASSERT(back.error().offset <= bytes.size());
  if (back) RC_ASSERT(random::same(*back, decode_scope(encode_scope(*back)).value()));
}

RC_GTEST_PROP(Records, ARecordCutAnywhereIsRefused, ()) {
  const auto events = random::make<std::vector<Event>>();
  const std::string bytes = encode_events(events);
  const auto cut = static_cast<std::size_t>(random::number(0, static_cast<std::int64_t>(bytes.size()) - 1));
  RC_ASSERT(!decode_events(std::string_view(bytes).substr(0, cut)).has_value());
  RC_ASSERT(!decode_events(bytes + "x").has_value());
}

RC_GTEST_PROP(Records, AnyBytesAreSafe, (const std::string& bytes)) {
  (void)decode_events(bytes), (void)decode_scope(bytes), (void)decode_header(bytes), (void)decode_command(bytes);
  const std::string framed = "\x01" + bytes;
  (void)decode_events(framed), (void)decode_scope(framed), (void)decode_value(framed);
}

TEST(Records, EveryEventAndCommandHasItsOwnNumberAndName) {
  std::set<std::string_view> names;
  [&]<std::size_t... N>(std::index_sequence<N...>) {
    (names.insert(std::variant_alternative_t<N, Event>::name), ...);
    EXPECT_EQ(names.size(), sizeof...(N));
    const auto back = [](auto event) { return decode_events(encode_events({{Event(event)}})).value()[0].index(); };
    EXPECT_TRUE(((back(std::variant_alternative_t<N, Event>{}) == N) && ...));
  }
  (std::make_index_sequence<std::variant_size_v<Event>>());
}

// --- other versions of the program ----------------------------------------------------------------------------------

struct Older {
  std::string a;
  std::int32_t b = 0;
  static void fields(auto& s, auto&& f) { f("a", s.a), f("b", s.b); }
};
struct Newer {
  std::string a;
  std::int32_t b = 0;
  std::optional<std::string> c = "default";
  std::vector<Older> d;
  static void fields(auto& s, auto&& f) { f("a", s.a), f("b", s.b), f("c", s.c), f("d", s.d); }
};

template <class To, class From>
std::vector<To> carried_over(const std::vector<From>& from) {
  Writer out;
  write(out, from);
  const std::string bytes = out.take();
  Reader in(bytes);
  std::vector<To> to;
  read(in, to);
  EXPECT_FALSE(in.failed());
  EXPECT_EQ(in.left(), 0u);
  return to;
}

TEST(Records, FieldsThatAnOlderRecordLacksKeepTheirDefaults) {
  const auto read = carried_over<Newer>(std::vector<Older>{{"x", -7}, {"y", 8}});
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].a, "x");
  EXPECT_EQ(read[1].b, 8);
  EXPECT_EQ(read[1].c, "default");
  EXPECT_TRUE(read[1].d.empty());
}

TEST(Records, FieldsOfALaterProgramArePassedOver) {
  const std::string longer(300, 'l');
  const auto read = carried_over<Older>(std::vector<Newer>{{"x", -7, longer, {{"in", 1}}}, {"y", 8, std::nullopt, {}}});
  ASSERT_EQ(read.size(), 2u);
  EXPECT_EQ(read[0].b, -7);
  EXPECT_EQ(read[1].a, "y");
}

TEST(Records, AFieldThatEndsBeyondItsStructIsRefused) {
  const std::string bytes(
      "\x02\x05"
      "a",
      3);  // two bytes of struct, whose text claims five
  Reader in(bytes);
  Older read_into;
  read(in, read_into);
  EXPECT_TRUE(in.failed());
}

// --- hostile bytes --------------------------------------------------------------------------------------------------

std::string hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
  return bytes;
}

TEST(HostileBytes, AnEmptyOrForeignRecordIsRefused) {
  EXPECT_FALSE(decode_events("").has_value());
  EXPECT_FALSE(decode_events(hex("02"
                                 "00"))
                   .has_value());
  EXPECT_EQ(decode_events(hex("02")).error().message, "a record of an unknown format");
}

TEST(HostileBytes, ACountLargerThanTheRecordIsRefusedBeforeAnythingIsMade) {
  const auto events =
      decode_events(hex("01"
                        "ffffffffffffffff7f"));
  ASSERT_FALSE(events.has_value());
  EXPECT_EQ(events.error().message, "a count is larger than what follows it");
  EXPECT_FALSE(decode_value(hex("01"
                                "04"
                                "ffffffff0f"))
                   .has_value());
}

TEST(HostileBytes, NumbersHaveOneForm) {
  EXPECT_TRUE(decode_value(hex("01"
                               "09"
                               "02"))
                  .has_value());
  EXPECT_FALSE(decode_value(hex("01"
                                "09"
                                "8200"))
                   .has_value());
  EXPECT_FALSE(decode_value(hex("01"
                                "09"
                                "ffffffffffffffffff02"))
                   .has_value());
  EXPECT_TRUE(decode_value(hex("01"
                               "09"
                               "ffffffffffffffffff01"))
                  .has_value());
}

TEST(HostileBytes, ImpossibleValuesAreRefused) {
  EXPECT_TRUE(decode_value(hex("01"
                               "05"
                               "d01f"
                               "021d"))
                  .has_value())
      << "2024-02-29";
  EXPECT_FALSE(decode_value(hex("01"
                                "05"
                                "ce1f"
                                "021d"))
                   .has_value())
      << "2023-02-29";
  EXPECT_FALSE(decode_value(hex("01"
                                "05"
                                "ce1f"
                                "0d01"))
                   .has_value())
      << "month 13";
  EXPECT_FALSE(decode_value(hex("01"
                                "06"
                                "ffffffffffffffff7f"
                                "00"))
                   .has_value())
      << "time of day";
  EXPECT_FALSE(decode_value(hex("01"
                                "03"
                                "0000000000000000"
                                "0000000000000078"))
                   .has_value())
      << "infinity";
  EXPECT_FALSE(decode_value(hex("01"
                                "03"
                                "0000000000000000"
                                "0000000000000060"))
                   .has_value())
      << "not canonical";
  EXPECT_FALSE(decode_value(hex("01"
                                "0d"))
                   .has_value())
      << "no such tag";
}

TEST(HostileBytes, DeepNestingIsRefused) {
  std::string bytes = "\x01";
  for (int i = 0; i < 1'000'000; ++i) bytes += "\x0a\x01";
  EXPECT_EQ(decode_value(bytes + '\0').error().message, "a value is nested too deeply");
}

Value nested(int depth) {
  Value v(1);
  for (int i = 0; i < depth; ++i) v = Value(List{v});
  return v;
}

TEST(Values, NestingUpToTheLimitIsStored) {
  const Value deepest = nested(max_value_depth);
  EXPECT_TRUE(storable(deepest));
  EXPECT_EQ(decode_value(encode_value(deepest)).value(), deepest);
  EXPECT_FALSE(storable(nested(max_value_depth + 1)));
  EXPECT_THROW(encode_value(nested(max_value_depth + 1)), Bug);
}

TEST(Values, RangesKeepTheirEndsAndTheirOperator) {
  for (const RangeForm form : {RangeForm::Interval, RangeForm::Equal, RangeForm::NotEqual}) {
    const Value range(std::make_shared<const Range>(Range{1, 1, true, false, form}));
    EXPECT_EQ(decode_value(encode_value(range)).value(), range);
  }
}

TEST(Values, NumbersKeepTheirDigitsBitForBit) {
  for (const char* digits : {"0", "-0.00", "1.50", "1e6144", "9999999999999999999999999999999999", "-1e-6143"}) {
    const Decimal number = *Decimal::parse(digits);
    const Value back = decode_value(encode_value(Value(number))).value();
    EXPECT_EQ(back.number()->low(), number.low()) << digits;
    EXPECT_EQ(back.number()->high(), number.high()) << digits;
  }
}

}  // namespace
}  // namespace bihuan::codec
