// Decides in which order lists come: each row's place, all ascending, whole numbers before texts, so that the three
// stores agree to the byte and one index serves both the filter and the order. It does not filter.
#pragma once

#include <limits>
#include <string>

#include "adapters/store/cursor.h"
#include "adapters/store/store.h"

namespace bihuan::store {

/// Where a task stands among those of its status: open by due date (none last), ended by end, latest first.
inline std::int64_t rank_of(const TaskRow& task) {
  if (task.status != TaskStatus::Open) return task.ended ? -task.ended->us : 0;
  return task.due ? task.due->us : std::numeric_limits<std::int64_t>::max();
}

inline std::int64_t number_of(auto id) {
  return static_cast<std::int64_t>(id.n);
}

inline Place place_in_list(const TaskRow& r) {
  return {static_cast<std::int64_t>(r.status), rank_of(r), r.created.us, number_of(r.instance), number_of(r.work)};
}
/// The same in the order that was asked for.
inline Place place_in_list(const TaskRow& r, TaskSort sort) {
  switch (sort) {
    case TaskSort::Due:
      return place_in_list(r);
    case TaskSort::Created:
      return {-r.created.us, number_of(r.instance), number_of(r.work)};
    case TaskSort::Priority:
      break;
  }
  Place place = place_in_list(r);
  place.insert(place.begin(), -std::int64_t{r.priority});
  return place;
}
/// The form of such a place (cursor.h).
inline std::string pattern_of(TaskSort sort) {
  return sort == TaskSort::Due ? "iiiii" : sort == TaskSort::Created ? "iii" : "iiiiii";
}
inline Place place_in_list(const ActRow& r) {
  return place_in_list(r.task);
}
/// The journal of what concerns security: the latest entry first, so its number falls.
inline Place place_in_list(const JournalRow& r) {
  return {static_cast<std::int64_t>(r.seq)};
}
inline Place place_in_list(const InstanceRow& r) {
  return {-r.started.us, number_of(r.id)};
}
inline Place place_in_list(const JobRow& r) {
  return {r.due.us, number_of(r.instance), number_of(r.work)};
}
inline Place place_in_list(const IncidentRow& r) {
  return {-r.since.us, number_of(r.instance), number_of(r.incident)};
}
inline Place place_in_list(const NotificationRow& r) {
  return {-r.created.us, r.id};
}

/// The order in which due jobs are taken.
inline bool leased_before(LeaseOrder order, const JobRow& a, const JobRow& b) {
  if (order == LeaseOrder::Newest) return std::pair(b.instance, b.work) < std::pair(a.instance, a.work);
  if (order == LeaseOrder::Priority && a.priority != b.priority) return a.priority > b.priority;
  return place_in_list(a) < place_in_list(b);
}

inline int limit_of(const Page& page) {
  return page.limit < 1 ? 1 : page.limit > 1000 ? 1000 : page.limit;
}

/// A search text longer than this finds nothing.
constexpr std::size_t longest_search = 2000;

}  // namespace bihuan::store
