// Decides which attack is run and how its sight is told: one line of JSON. People come on standard input, one a line:
// id, a tab, their token.
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>

#include "tests/attack/crowd.h"
#include "tests/attack/cuts.h"
#include "tests/attack/storm.h"

namespace bihuan::attack {
namespace {

std::vector<Person> people_of(std::istream& in) {
  std::vector<Person> people;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string::npos) people.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  if (people.empty()) throw std::runtime_error("expected lines of id, tab, token");
  return people;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string list(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ",") + quoted(text);
  return "[" + out + "]";
}

void tell(const CutsSeen& seen) {
  fmt::print("{{\"tried\":{},\"faults\":{}}}\n", seen.tried, list(seen.faults));
}

void run(const std::string& which, std::uint16_t port, std::uint64_t amount, std::uint64_t seed) {
  const std::vector<Person> people = people_of(std::cin);
  const std::string& token = people.front().token;
  if (which == "storm") {
    const StormSeen seen = storm(port, people, 256, amount, seed);
    fmt::print("{{\"answers\":{},\"aborted\":{},\"wrong\":{},\"faults\":{}}}\n", seen.answers, seen.aborted, seen.wrong,
               list(seen.wrong ? std::vector{seen.first_wrong} : std::vector<std::string>{}));
  } else if (which == "malformed") {
    tell(malformed(port));
  } else if (which == "cut") {
    tell(cut(port, token, static_cast<int>(amount)));
  } else if (which == "half-closed") {
    tell(half_closed(port, token, static_cast<int>(amount)));
  } else if (which == "crowd") {
    const int many = static_cast<int>(amount);
    const CrowdSeen seen = stand(
        port, {.idle = many, .slow_heads = many / 10, .slow_bodies = many / 10, .slow_readers = many / 50}, token, 60);
    fmt::print("{{\"connected\":{},\"good_answers\":{},\"slowest_ms\":{:.1f},\"faults\":{}}}\n", seen.connected,
               seen.good_answers, seen.slowest_ms, list(seen.faults));
  } else {
    throw std::runtime_error("no attack is called " + which);
  }
}

}  // namespace
}  // namespace bihuan::attack

int main(int count, char** words) {
  if (count != 5) {
    fmt::print(stderr, "usage: attack storm|malformed|cut|half-closed|crowd <port> <amount> <seed>, people on stdin\n");
    return 2;
  }
  try {
    bihuan::attack::run(words[1], static_cast<std::uint16_t>(std::atoi(words[2])), std::strtoull(words[3], nullptr, 10),
                        std::strtoull(words[4], nullptr, 10));
    return 0;
  } catch (const std::exception& failure) {
    fmt::print(stderr, "attack: {}\n", failure.what());
    return 1;
  }
}
