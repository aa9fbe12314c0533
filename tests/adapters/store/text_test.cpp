// The small pure pieces: stored texts, name lists, cursors, the two dialects.
#include <gmock/gmock.h>

#include "adapters/store/cursor.h"
#include "adapters/store/dialect.h"
#include "adapters/store/name_list.h"
#include "adapters/store/stored_text.h"
#include "engine/base/check.h"

namespace bihuan::store {
namespace {

TEST(StoredText, LeavesOrdinaryTextAlone) {
  for (const char* text : {"", "plain", "隐患🧯", "\n\t\x7f", "%_\\"}) EXPECT_EQ(stored_text(text), text);
}

TEST(StoredText, EveryTwoBytesComeBackAsWellFormedUtf8WithoutNul) {
  for (int high = 0; high < 256; ++high) {
    for (int low = 0; low < 256; ++low) {
      const std::string plain{static_cast<char>(high), static_cast<char>(low)};
      const std::string stored = stored_text(plain);
      ASSERT_EQ(plain_text(stored), plain) << high << " " << low;
      ASSERT_EQ(stored.find('\0'), std::string::npos);
      ASSERT_EQ(stored_text(stored).find('\xff'), std::string::npos);
    }
  }
}

TEST(StoredText, EscapesSurrogatesOverlongFormsAndCutSequences) {
  EXPECT_EQ(stored_text("\xed\xa0\x80"),
            "\x1a"
            "ed"
            "\x1a"
            "a0"
            "\x1a"
            "80");
  EXPECT_EQ(stored_text("\xc0\x80"),
            "\x1a"
            "c0"
            "\x1a"
            "80");
  EXPECT_EQ(stored_text("\xf4\x90\x80\x80").substr(0, 3),
            "\x1a"
            "f4");
  EXPECT_EQ(stored_text("\xe4\xb8"),
            "\x1a"
            "e4"
            "\x1a"
            "b8");
}

TEST(NameList, KeepsNamesOfAnyKind) {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{}, {""}, {"", ""}, {"a", "b:1"}, {"12:", "隐患", std::string(1, '\0')}}) {
    EXPECT_EQ(names_in(joined_names(names)), names);
  }
  for (const char* wrong : {"5:a", "x", "1", "-1:a", "99999999999999999999:a"}) EXPECT_THROW(names_in(wrong), Bug);
}

TEST(Cursor, NamesAPlaceAndNothingElse) {
  const Place place{std::int64_t{-5}, std::string("隐\0", 4)};
  EXPECT_EQ(place_of(cursor_of(place), "it"), place);
  for (const char* wrong : {"", "i1", "i1.t4", "t.i1", "i1.tzz", "i.t", "i1.t41.i1", "i99999999999999999999.t"}) {
    EXPECT_FALSE(place_of(wrong, "it")) << wrong;
  }
}

TEST(Dialect, WritesTheRowsOfAStepForEach) {
  const std::string text = "DELETE FROM a WHERE (part, id) IN (SELECT part, id FROM {rows(part i, id t)})";
  EXPECT_TRUE(has_rows(text));
  EXPECT_EQ(rendered(text, Dialect::Postgresql),
            "DELETE FROM a WHERE (part, id) IN (SELECT part, id FROM unnest($1::bigint[], $2::text[]) AS n(part, id))");
  EXPECT_EQ(rendered(text, Dialect::Sqlite),
            "DELETE FROM a WHERE (part, id) IN (SELECT part, id FROM (SELECT $1 AS part, $2 AS id) AS n)");
}

TEST(Dialect, ARowOfAChangeIsATableForOneAndParametersForTheOther) {
  const std::string change = "UPDATE a SET x = n.x, y = taken.x{from(part i, x t)} WHERE a.part = n.part";
  EXPECT_TRUE(has_rows(change));
  EXPECT_EQ(
      rendered(change, Dialect::Postgresql),
      "UPDATE a SET x = n.x, y = taken.x FROM unnest($1::bigint[], $2::text[]) AS n(part, x) WHERE a.part = n.part");
  EXPECT_EQ(rendered(change, Dialect::Sqlite), "UPDATE a SET x = $2, y = taken.x WHERE a.part = $1");
  const std::string removal = "DELETE FROM a{using(part i)} WHERE a.part = n.part AND a.xn.part = n.other";
  EXPECT_EQ(rendered(removal, Dialect::Postgresql),
            "DELETE FROM a USING unnest($1::bigint[]) AS n(part) WHERE a.part = n.part AND a.xn.part = n.other");
  EXPECT_EQ(rendered(removal, Dialect::Sqlite), "DELETE FROM a WHERE a.part = $1 AND a.xn.part = n.other");
}

TEST(Dialect, AnUnknownMarkIsABug) {
  EXPECT_THROW(rendered("SELECT {nonsense}", Dialect::Sqlite), Bug);
  EXPECT_THROW(rendered("SELECT {open", Dialect::Sqlite), Bug);
}

}  // namespace
}  // namespace bihuan::store
