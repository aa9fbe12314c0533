// The rules of storage.md for SQL, held against all texts of adapters/store: what keeps the way to a distributed
// database open, and the journal a record. It reads the sources: each C++ statement there that holds SQL is one text,
// made of its string literals.
// g++ 12 warns falsely inside <regex> when it optimises with a sanitizer.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Text {
  std::string file, sql;
};

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

/// Walks over C++ source: gives the literals of each statement, joined, at its semicolon.
class Literals {
 public:
  explicit Literals(const std::string& source) : source_(source) {}

  std::vector<std::string> statements() {
    while (at_ < source_.size()) {
      if (starts("//")) {
        skip_to("\n");
      } else if (starts("#include")) {
        skip_to("\n");
      } else if (starts("R\"sql(")) {
        raw();
      } else if (source_[at_] == '"') {
        quoted();
      } else if (source_[at_] == '\'') {
        character();
      } else {
        if (source_[at_] == ';') end();
        ++at_;
      }
    }
    end();
    return found_;
  }

 private:
  bool starts(const std::string& what) const { return source_.compare(at_, what.size(), what) == 0; }
  void skip_to(const std::string& what) {
    const std::size_t end = source_.find(what, at_);
    at_ = end == std::string::npos ? source_.size() : end + what.size();
  }
  void raw() {
    const std::size_t from = at_ + 6, to = source_.find(")sql\"", from);
    text_ += source_.substr(from, to - from) + " ";
    skip_to(")sql\"");
  }
  void quoted() {
    for (++at_; at_ < source_.size() && source_[at_] != '"'; ++at_) {
      if (source_[at_] == '\\') ++at_;
      text_ += source_[at_];
    }
    text_ += " ";
    ++at_;
  }
  void character() {
    at_ += source_[at_ + 1] == '\\' ? 3 : 2;
    ++at_;
  }
  void end() {
    if (!text_.empty()) found_.push_back(text_);
    text_.clear();
  }

  const std::string& source_;
  std::size_t at_ = 0;
  std::string text_;
  std::vector<std::string> found_;
};

std::vector<Text> all_texts() {
  std::vector<Text> texts;
  const std::filesystem::path folder = std::filesystem::path(BIHUAN_SOURCE_DIR) / "adapters/store";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".h") continue;
    const std::string source = content_of(entry.path());
    for (std::string& sql : Literals(source).statements()) texts.push_back({entry.path().filename().string(), sql});
  }
  return texts;
}

bool matches(const std::string& text, const std::string& pattern) {
  return std::regex_search(text, std::regex(pattern, std::regex::icase));
}

/// SELECT … FROM, INSERT INTO, UPDATE … SET, DELETE FROM: a text that touches rows. (`done` is the rows that a
/// statement has just changed, not a table.)
bool touches_rows(const std::string& text) {
  return matches(text,
                 R"(\bselect\b[^;]*\bfrom\b(?! done)|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b)");
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

TEST(SqlLint, FindsTheTextsOfTheStore) {
  int touching = 0;
  for (const Text& text : all_texts()) touching += touches_rows(text.sql);
  EXPECT_GT(touching, 40) << "the lint does not see the SQL any more";
}

TEST(SqlLint, EveryStatementNamesPart) {
  for (const Text& text : all_texts()) {
    if (!touches_rows(text.sql)) continue;
    EXPECT_TRUE(matches(text.sql, R"(\bpart\b)")) << text.file << ": " << text.sql;
  }
}

TEST(SqlLint, PartLeadsEveryKeyAndIndex) {
  int keys = 0;
  for (const Text& text : all_texts()) {
    for (const std::string& statement : parts_of(text.sql, ';')) {
      if (matches(statement, R"(\bcreate\s+table\b)")) {
        EXPECT_TRUE(matches(statement, R"(primary\s+key\s*\(part,)")) << text.file << ": " << statement;
        EXPECT_FALSE(matches(statement, R"(\bunique\s*\((?!part,)|references\s+\w+\s*\((?!part,))")) << statement;
        ++keys;
      }
      if (matches(statement, R"(\bcreate\s+(unique\s+)?index\b)")) {
        EXPECT_TRUE(matches(statement, R"(\bon\s+\w+\s*\(part,)")) << text.file << ": " << statement;
        ++keys;
      }
      if (matches(statement, R"(on\s+conflict\s*\()")) {
        EXPECT_TRUE(matches(statement, R"(on\s+conflict\s*\((part,| \) do update set))")) << statement;
      }
    }
  }
  EXPECT_GT(keys, 30);
}

TEST(SqlLint, NothingThatADistributedDatabaseCannotDo) {
  const std::vector<std::pair<std::string, std::string>> banned = {
      {R"(\btrigger\b)", "triggers"},
      {R"(\badvisory)", "advisory locks"},
      {R"(\bexclude\s+using\b)", "exclusion constraints"},
      {R"(\btemp(orary)?\s+table\b)", "temporary tables"},
      {R"(\blo_\w+|\boid\b.*\blo\b)", "large objects"},
      {R"(\bwith\s+hold\b)", "cursors WITH HOLD"},
      {R"(\bvalues\s*\([^)]*\bselect\b)", "sub-selects in VALUES"},
      {R"(\bset\b[^;]*=\s*[^;]*(random|clock_timestamp|timeofday|gen_random_uuid|nextval)\s*\()", "volatile updates"},
      {R"(\b(random|clock_timestamp|gen_random_uuid|nextval|setval)\s*\()", "volatile functions"},
      {R"(\b(big)?serial\b\s|\bautoincrement\b|\bidentity\b)", "sequences: ids come from blocks"},
      {R"(\blisten\s+\w|\bnotify\s+\w|\bpg_notify\b)", "LISTEN and NOTIFY"},
      {R"(\boffset\s+[$0-9])", "OFFSET: lists are paged by key"},
      {R"((^|;)\s*set\s+(?!local\b)(session\s+)?\w+\s*(=|to)\s)", "session state other than SET LOCAL"},
  };
  for (const Text& text : all_texts()) {
    for (const auto& [pattern, name] : banned) {
      // The bell may wake and decides nothing (bell.h): there, and nowhere else, nodes tell each other.
      if (name == "LISTEN and NOTIFY" && text.file == "postgresql_bell.cpp") continue;
      EXPECT_FALSE(matches(text.sql, pattern)) << name << " in " << text.file << ": " << text.sql;
    }
  }
}

/// Everything that decides or is written goes to the primary, in transactions that end by themselves.
TEST(SqlLint, NoTransactionOutlivesItsStepsAndNoReadAsksAReplica) {
  const std::vector<std::pair<std::string, std::string>> banned = {
      {R"(\bprepare\s+transaction\b)", "two-phase commits"},
      {R"(\bdeclare\s+\w+\s+cursor\b)", "cursors"},
      {R"(\bpg_sleep\b)", "waiting inside a transaction"},
      {R"(\bset\s+(local\s+)?statement_timeout\s*(=|to)\s*0)", "statements without an end"},
      {R"(target_session_attrs\s*=\s*'?(standby|prefer-standby|read-only|any))", "a standby"},
      {R"(\bcreate\s+(or\s+replace\s+)?(function|procedure|rule|materialized\s+view)\b)", "code in the database"},
      {R"(\bforeign\s+key\b)", "foreign keys: all writes go through one batch"},
      {R"(\block\s+table\s+(?!schema_migration\b))", "table locks but that of the migrations"},
  };
  for (const Text& text : all_texts()) {
    for (const auto& [pattern, name] : banned) {
      EXPECT_FALSE(matches(text.sql, pattern)) << name << " in " << text.file << ": " << text.sql;
    }
  }
}

/// An instant comes from the program or from the database's clock ({now}), one a transaction.
TEST(SqlLint, OnlyTheDialectAndTheMigrationsNameTheDatabasesClock) {
  for (const Text& text : all_texts()) {
    if (text.file == "dialect.cpp" || text.file == "migrate.cpp") continue;
    EXPECT_FALSE(matches(text.sql, R"(\bnow\(\)|\bcurrent_timestamp\b|\bstrftime\s*\()"))
        << text.file << ": " << text.sql;
  }
}

/// What a worker may wait for is bounded: a list is read by pages.
TEST(SqlLint, WhatIsDueIsReadInSlices) {
  const std::string due = content_of(std::filesystem::path(BIHUAN_SOURCE_DIR) / "adapters/store/sql_due.cpp");
  int limits = 0;
  for (std::size_t at = due.find("LIMIT $"); at != std::string::npos; at = due.find("LIMIT $", at + 1)) ++limits;
  EXPECT_GE(limits, 4);
}

TEST(SqlLint, TheJournalIsOnlyAddedTo) {
  for (const Text& text : all_texts()) {
    EXPECT_FALSE(matches(text.sql, R"(\b(update|delete\s+from|truncate|alter\s+table|drop\s+table)\s+journal\b)"))
        << text.file << ": " << text.sql;
  }
  const std::string commit = content_of(std::filesystem::path(BIHUAN_SOURCE_DIR) / "adapters/store/commit_steps.cpp");
  EXPECT_EQ(commit.find("upsert_text<JournalRow>"), std::string::npos);
}

TEST(SqlLint, SeesWhatItForbids) {
  const std::string source =
      "auto a = \"UPDATE task SET x = 1\"; // \"SELECT a FROM b\"\nauto b = R\"sql(DELETE FROM "
      "journal; x)sql\" + \"y\";";
  const auto texts = Literals(source).statements();
  ASSERT_EQ(texts.size(), 2u);
  EXPECT_TRUE(touches_rows(texts[0]));
  EXPECT_FALSE(matches(texts[0], R"(\bpart\b)"));
  EXPECT_TRUE(matches(texts[1], R"(\bdelete\s+from\s+journal\b)"));
}

}  // namespace
