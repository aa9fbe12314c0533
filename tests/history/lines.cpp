// JSON lines to and from a history (lines.h).
#include "tests/history/lines.h"

#include <array>
#include <nlohmann/json.hpp>
#include <sstream>

namespace bihuan::history {
namespace {

using nlohmann::json;

constexpr std::array<const char*, 6> acts{"start", "claim", "unclaim", "transfer", "complete", "other"};
constexpr std::array<const char*, 3> answers{"done", "refused", "none"};

template <class Enum, std::size_t n>
Enum word_in(const json& line, const char* field, const std::array<const char*, n>& words, const char* otherwise) {
  const std::string word = line.value(field, otherwise);
  for (std::size_t i = 0; i < n; ++i) {
    if (word == words[i]) return static_cast<Enum>(i);
  }
  throw std::invalid_argument(std::string(field) + " '" + word + "'");
}

std::string text_in(const json& line, const char* field) {
  return line.value(field, "");
}

Write write_in(const json& line) {
  Write write{.key = text_in(line, "key"), .act = word_in<Act>(line, "act", acts, "other")};
  write.instance = text_in(line, "instance");
  write.task = text_in(line, "task");
  write.person = text_in(line, "person");
  write.begin = line.at("begin").get<std::int64_t>();
  write.answer = word_in<Answer>(line, "answer", answers, "none");
  write.end = line.value("end", write.begin);
  write.revision = line.value("revision", std::uint64_t{0});
  return write;
}

Read read_in(const json& line) {
  return {line.at("instance").get<std::string>(), line.at("begin").get<std::int64_t>(),
          line.at("end").get<std::int64_t>(), line.at("revision").get<std::uint64_t>()};
}

Entry entry_in(const json& line) {
  Entry entry{.instance = line.at("instance").get<std::string>()};
  entry.revision = line.at("revision").get<std::uint64_t>();
  entry.key = text_in(line, "key");
  entry.act = word_in<Act>(line, "act", acts, "other");
  entry.task = text_in(line, "task");
  entry.person = text_in(line, "person");
  entry.asked = line.value("asked", true);
  return entry;
}

void add(History& history, const json& line) {
  const std::string op = line.at("op").get<std::string>();
  if (op == "write") return history.writes.push_back(write_in(line));
  if (op == "read") return history.reads.push_back(read_in(line));
  if (op == "entry") return history.entries.push_back(entry_in(line));
  throw std::invalid_argument("op '" + op + "'");
}

template <class Enum, std::size_t n>
const char* word_of(Enum value, const std::array<const char*, n>& words) {
  return words.at(static_cast<std::size_t>(value));
}

}  // namespace

std::expected<History, std::string> read_lines(std::string_view text) {
  History history;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    try {
      add(history, json::parse(line));
    } catch (const std::exception& wrong) {
      return std::unexpected("line " + std::to_string(number) + ": " + wrong.what());
    }
  }
  return history;
}

std::string written(const History& history) {
  std::string text;
  for (const Write& w : history.writes) {
    text += json{{"op", "write"},          {"key", w.key},   {"act", word_of(w.act, acts)},
                 {"instance", w.instance}, {"task", w.task}, {"person", w.person},
                 {"begin", w.begin},       {"end", w.end},   {"answer", word_of(w.answer, answers)},
                 {"revision", w.revision}}
                .dump() +
            "\n";
  }
  for (const Read& r : history.reads) {
    text += json{{"op", "read"}, {"instance", r.instance}, {"begin", r.begin}, {"end", r.end}, {"revision", r.revision}}
                .dump() +
            "\n";
  }
  for (const Entry& e : history.entries) {
    text += json{{"op", "entry"},
                 {"instance", e.instance},
                 {"revision", e.revision},
                 {"key", e.key},
                 {"act", word_of(e.act, acts)},
                 {"task", e.task},
                 {"person", e.person},
                 {"asked", e.asked}}
                .dump() +
            "\n";
  }
  return text;
}

}  // namespace bihuan::history
