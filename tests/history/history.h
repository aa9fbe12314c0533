// Decides what a history is and whether it can be one of this system: what clients asked and heard, with when, and the
// journals that stood at the end. Pure: it knows no host and no store; history.py is its twin and must give the same
// verdicts (corpus/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bihuan::history {

enum class Act : std::uint8_t { Start, Claim, Unclaim, Transfer, Complete, Other };
enum class Answer : std::uint8_t { Done, Refused, None };

/// What a client asked to be done, from its first try to the answer that it took as the last.
struct Write {
  std::string key;  ///< of idempotency, also of all repeats
  Act act = Act::Other;
  std::string instance, task, person;
  std::int64_t begin = 0, end = 0;
  Answer answer = Answer::None;
  std::uint64_t revision = 0;  ///< journal entry that the answer named; 0 = it named none
};

/// What a client was shown of an instance.
struct Read {
  std::string instance;
  std::int64_t begin = 0, end = 0;
  std::uint64_t revision = 0;  ///< journal entries that it held
};

/// One entry of a journal at the end.
struct Entry {
  std::string instance;
  std::uint64_t revision = 0;
  std::string key;  ///< of the request; empty = not known, or nobody's
  Act act = Act::Other;
  std::string task, person;  ///< of a transfer: to whom
  bool asked = true;         ///< false: it followed from the request on another instance
};

struct History {
  std::vector<Write> writes;
  std::vector<Read> reads;
  std::vector<Entry> entries;
};

/// `rule` is one of a closed list: gap (revisions of an instance are not 1, 2, 3 …), lost (acknowledged and not
/// stored), twice (a key with two effects), order (an older state after a newer one was acknowledged or read), claim (a
/// task in two hands, or done by who did not hold it, or touched after it was done).
struct Fault {
  std::string rule, text;
  bool operator==(const Fault&) const = default;
};

/// Everything that cannot be, in order of the rules.
std::vector<Fault> faults(const History& history);

}  // namespace bihuan::history
