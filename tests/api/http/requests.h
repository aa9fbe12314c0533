// Feeds text to the request parser in pieces, as a connection does, for tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "api/http/request_parser.h"

namespace bihuan::http::testing {

struct Parsed {
  std::vector<Request> requests;
  int refused_with = 0;
};

/// Shows the parser the text up to each of the places in turn, then the whole.
inline Parsed split_at(const std::string& text, std::vector<std::size_t> places) {
  std::sort(places.begin(), places.end());
  places.push_back(text.size());
  Parsed out;
  const RequestLimits limits;
  RequestParser parser(limits);
  std::size_t consumed = 0;
  for (const std::size_t end : places) {
    while (true) {
      const auto progress = parser.put(std::string_view(text).substr(consumed, end - consumed));
      consumed += progress.consumed;
      ParseStep step = progress.step;
      if (step == ParseStep::HeadDone) step = parser.accept_body(BodyRule{});
      if (step == ParseStep::NeedMore) break;
      if (step == ParseStep::RequestDone) out.requests.push_back(parser.take());
      if (step != ParseStep::Refused) continue;
      out.refused_with = parser.refusal().status;
      return out;
    }
  }
  return out;
}

inline Parsed parse_all(const std::string& text) {
  return split_at(text, {});
}
inline int status_for(const std::string& text) {
  return parse_all(text).refused_with;
}

}  // namespace bihuan::http::testing
