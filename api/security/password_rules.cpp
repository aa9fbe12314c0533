#include "api/security/password_rules.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace bihuan::security {
namespace {

/// In lower case. Shorter ones are too short anyway.
constexpr auto common = std::to_array<std::string_view>({
    "1234567890",    "0123456789",   "12345678910",   "123456789a",     "a123456789",   "1234567890a",   "abc1234567",
    "abcd123456",    "abcde12345",   "abcdef1234",    "abcdefghij",     "qwertyuiop",   "qwerty1234",    "qwerty12345",
    "qwerty123456",  "1qaz2wsx3edc", "1q2w3e4r5t",    "1q2w3e4r5t6y",   "zaq12wsxcde3", "asdfghjkl1",    "asdfghjkl;",
    "zxcvbnm123",    "zxcvbnm1234",  "password12",    "password123",    "password1234", "password12345", "password01",
    "password1!",    "p@ssw0rd123",  "passw0rd123",   "passw0rd1234",   "admin12345",   "admin123456",   "admin@1234",
    "admin@12345",   "admin@123456", "administrator", "administrator1", "root123456",   "root@123456",   "test123456",
    "user123456",    "welcome123",   "welcome1234",   "letmein123",     "iloveyou123",  "woaini1314",    "woaini520",
    "woaini5201314", "5201314520",   "1314520520",    "5201314woaini",  "qq123456789",  "wang123456",    "zhang123456",
    "li123456789",   "bihuan12345",  "bihuan123456",  "huawei@123",     "huawei12#$",   "changeme123",   "changeme1234",
    "1234abcd5678",  "aa123456789",  "asd123456789",  "147258369a",     "1472583690",   "9876543210",    "0987654321",
    "zhejiang123",   "hangzhou123",  "beijing2008",   "shequ123456",    "jiedao123456", "secret12345",
});

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0) != 0x80; }));
}

/// "aaaaaaaaaa", "abababababab", "123123123123": a few signs over and over.
bool repeats(const std::string& text) {
  for (std::size_t period = 1; period <= 4; ++period) {
    bool same = true;
    for (std::size_t i = period; i < text.size(); ++i) same = same && text[i] == text[i - period];
    if (same) return true;
  }
  return false;
}

/// "23456789012", "zyxwvutsrq": each sign the next or the one before.
bool counts(const std::string& text) {
  for (int step : {1, -1}) {
    bool all = true;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const int difference = text[i] - text[i - 1];
      all = all && (difference == step || difference == -9 * step);
    }
    if (all) return true;
  }
  return false;
}

/// Little is left when the name is taken away.
bool is_mostly(const std::string& text, const std::string& name) {
  if (characters(name) < 2) return false;
  const std::size_t at = text.find(name);
  return at != std::string::npos && characters(text) - characters(name) < 6;
}

}  // namespace

std::vector<InputFault> password_faults(const std::string& password, std::span<const std::string> names,
                                        const std::string& pointer) {
  std::vector<InputFault> faults;
  const std::string text = lower(password);
  if (characters(password) < shortest_password) {
    faults.push_back({pointer, "至少 10 个字符", "Expected at least 10 characters"});
  }
  if (password.size() > longest_password) faults.push_back({pointer, "过长", "Expected at most 1024 bytes"});
  const bool known = std::ranges::find(common, text) != common.end() || repeats(text) || counts(text);
  if (faults.empty() && known) {
    faults.push_back({pointer, "过于常见，容易被猜中", "Expected a password that is not among the first to be tried"});
  }
  const bool named = std::ranges::any_of(names, [&](const std::string& name) { return is_mostly(text, lower(name)); });
  if (faults.empty() && named) {
    faults.push_back({pointer, "不能是自己的姓名或账号", "Expected a password that is not one's own name"});
  }
  return faults;
}

}  // namespace bihuan::security
