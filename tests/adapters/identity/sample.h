// A small district for tests: one district, two streets, two communities, departments of one line, a supervision group.
#pragma once

#include <gtest/gtest.h>

#include "adapters/identity/organisation.h"

namespace bihuan::identity::testing {

constexpr std::string_view district = R"({
  "name": "样区",
  "units": [
    {"id": "D", "name": "样区", "kind": "district", "head": "p-mayor"},
    {"id": "D-fire", "name": "区消防", "kind": "department", "parent": "D", "line": "fire", "head": "p-fire"},
    {"id": "S1", "name": "一街", "kind": "street", "parent": "D", "head": "p-s1", "leader": "p-mayor"},
    {"id": "S1-fire", "name": "一街消防站", "kind": "department", "parent": "S1", "line": "fire", "head": "p-s1-fire"},
    {"id": "S2", "name": "二街", "kind": "street", "parent": "D"},
    {"id": "C1", "name": "青石社区", "kind": "community", "parent": "S1", "head": "p-c1"},
    {"id": "C2", "name": "柳荫社区", "kind": "community", "parent": "S2"},
    {"id": "G1", "name": "青石网格", "kind": "grid", "parent": "C1"},
    {"id": "sup", "name": "督导组", "kind": "supervision-group", "parent": "D"}],
  "people": [
    {"id": "p-mayor", "name": "区长", "unit": "D"}, {"id": "p-fire", "name": "消防长", "unit": "D-fire"},
    {"id": "p-s1", "name": "街长", "unit": "S1"}, {"id": "p-s1-fire", "name": "站长", "unit": "S1-fire"},
    {"id": "p-c1", "name": "社长", "unit": "C1"}, {"id": "p-h1", "name": "经办一", "unit": "C1", "position": "专干"},
    {"id": "p-h2", "name": "经办二", "unit": "C1"}, {"id": "p-gone", "name": "离职", "unit": "C1", "disabled": true},
    {"id": "p-sup", "name": "督导员", "unit": "sup"}, {"id": "p-lent", "name": "抽调", "unit": "C1"},
    {"id": "p-sys", "name": "系统", "unit": "D"}, {"id": "p-sec", "name": "安全", "unit": "D"}],
  "roles": [
    {"person": "p-h1", "role": "community-handler", "unit": "C1"},
    {"person": "p-gone", "role": "community-handler", "unit": "C1"},
    {"person": "p-h2", "role": "community-handler", "unit": "C1"},
    {"person": "p-h2", "role": "department-handler", "unit": "S1-fire"},
    {"person": "p-lent", "role": "supervision-inspector", "unit": "sup"},
    {"person": "p-sys", "role": "system-administrator", "unit": "D"},
    {"person": "p-sec", "role": "security-administrator", "unit": "D"}],
  "roleNames": {"community-handler": "社区经办人", "grid-worker": "网格员"}, "lineNames": {"fire": "消防"},
  "supervision": [{"group": "sup", "communities": ["C1"]}]})";

inline Organisation sample() {
  auto read = read_organisation(district);
  EXPECT_TRUE(read) << (read ? "" : read.error().front().message_en);
  return read ? *read : Organisation{};
}

}  // namespace bihuan::identity::testing
