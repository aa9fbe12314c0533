// Decides how the journal of a case reads to people: one sentence for each thing of note, in Chinese and English, with
// names instead of ids. What the engine does for itself (tokens, scopes, variables) is not told. It judges nothing and
// hides nothing: what is protected is masked by who asks for the story.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "api/resources/names.h"
#include "api/story/records.h"

namespace bihuan::story {

struct Detail {
  std::string label, value;
  std::string label_en = {};  ///< empty: the label is the designer's own word
};

struct Entry {
  std::uint64_t seq = 0;
  Instant at;
  std::string kind;   ///< "started", "task-created", "completed", …: one word a sort of sentence
  std::string actor;  ///< as journalled
  std::string text, text_en;
  ElementIndex element;  ///< none where the whole case is concerned
  std::vector<Detail> details;
  std::vector<event::Attachment> attachments;
};

/// Takes an instance's records in order and tells them.
class Teller {
 public:
  /// `hides`: names of variables whose values are shown as "***".
  Teller(const host::KnownProcess& process, const resources::Names& names,
         std::function<bool(std::string_view)> hides = {});
  /// The sentences of one record, in the order of its events.
  std::vector<Entry> tell(const Record& record);

 private:
  friend struct Phrases;
  struct Open {
    ElementIndex element;
    std::string words;  ///< of a message or signal: its name
  };
  std::vector<Detail> submitted(const definition::Element& element, const state::Variables& variables) const;
  std::vector<Detail> shown(const state::Variables& variables) const;
  std::string value(std::string_view name, const Value& value) const;

  const host::KnownProcess& process_;
  const resources::Names& names_;
  std::function<bool(std::string_view)> hides_;
  std::map<std::string, std::string, std::less<>> labels_;  ///< what the process's forms call its variables
  std::map<WorkId, Open> open_;
  std::map<IncidentId, ElementIndex> incidents_;
};

}  // namespace bihuan::story
